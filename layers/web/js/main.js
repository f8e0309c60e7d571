// Where folium's document hands over: durandline.start(map, ids of the data blocks).

import { readAddress, writeAddress } from "./address.js";
import { h } from "./dom.js";
import { drawDetail } from "./detail.js";
import { embed, isEmbedded } from "./embed.js";
import { FarRail } from "./far.js";
import { filterOf } from "./filter.js";
import { learnCountries } from "./format.js";
import { icon } from "./icon.js";
import { L } from "./leaflet.js";
import { MapView } from "./mapview.js";
import { Panel } from "./panel.js";
import { Review } from "./review.js";
import { readRows } from "./rows.js";
import { INITIAL, Store } from "./store.js";
import { Strip } from "./strip.js";
import { Time } from "./time.js";
import { t } from "./words.js";

const ADDRESS_MS = 120;
const PAPER = { width: 1000, height: 610 }; // pixels of a landscape page within its margins, A4 or Letter

/** @typedef {{panel: Panel, rail: FarRail, time: Time, strip: Strip}} Parts */

/**
 * @param {string} id
 * @returns {{kind: string, data: any}}
 */
function readBlock(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no data block ${id}`);
  return { kind: element.dataset.kind ?? "", data: JSON.parse(element.textContent ?? "null") };
}

/**
 * The whole page.
 * @param {L.Map} map
 * @param {string[]} ids
 */
function start(map, ids) {
  const blocks = /** @type {any} */ (
    Object.fromEntries(ids.map(readBlock).map(({ kind, data }) => [kind, data]))
  );
  learnCountries(blocks.page.countries ?? {});
  const rows = readRows(blocks.incidents, blocks.style);
  const store = new Store();
  showDensity(store, blocks);
  const view = new MapView(map, blocks, store, rows);
  const review = blocks.review ? new Review(blocks.review, blocks.page.title, view) : null;
  const panel = new Panel(blocks, store, /** @type {any} */ (rows), view, review);
  const rail = new FarRail(blocks, store, rows);
  const strip = new Strip(blocks, store, rows, view);
  const time = new Time(blocks.style, store, rows, strip);
  const parts = { panel, rail, time, strip };
  build(map, blocks, view, parts);
  connect(store, rows, view, parts);
  refresh(store, rows, view, parts);
  view.goHome(false);
  followAddress(store, view, strip);
}

/**
 * Where nothing else shows the incidents, their density does.
 * @param {Store} store
 * @param {any} blocks
 */
function showDensity(store, blocks) {
  if (!blocks.incidents) store.set({ layers: { ...store.state.layers, hexagons: true, kilometres: true } });
}

/**
 * The address says what is seen, and what it says is seen.
 * @param {Store} store
 * @param {MapView} view
 * @param {Strip} strip
 */
function followAddress(store, view, strip) {
  const read = () => {
    const { place, off = [], on = [], filter, ...rest } = readAddress(location.hash);
    const layers = Object.fromEntries(
      Object.entries(INITIAL.layers).map(([name, isOn]) => [
        name,
        off.includes(name) ? false : on.includes(name) || isOn,
      ]),
    );
    strip.open(Boolean(rest.strip));
    store.set({
      layers,
      filter: { ...store.state.filter, ...filter },
      tab: rest.tab ?? "incidents",
      selected: rest.selected ?? null,
    });
    if (place) view.map.setView([place.latitude, place.longitude], place.zoom, { animate: false });
  };
  if (location.hash.length > 1) read();
  let written = location.hash;
  const write = () => {
    const text = writeAddress(store.state, {
      place: view.place(),
      strip: strip.isOpen,
      embed: location.hash.includes("embed"),
    });
    written = text ? `#${text}` : "";
    if (written === location.hash) return;
    try {
      history.replaceState(null, "", written || location.pathname + location.search);
    } catch {
      // In a frame of a notebook the address is not ours to write.
    }
  };
  // A brush that is drawn moves many times a second; the address need not.
  let last = -Infinity;
  let timer = 0;
  const writeSoon = () => {
    clearTimeout(timer);
    const now = performance.now();
    if (now - last > ADDRESS_MS) write();
    else timer = setTimeout(write, ADDRESS_MS);
    last = now;
  };
  store.listen((_, changed) => {
    if (!(changed.size === 1 && changed.has("hovered"))) writeSoon();
  });
  strip.onopen = write;
  view.map.on("moveend", writeSoon);
  globalThis.addEventListener("hashchange", () => {
    if (location.hash !== written) read();
  });
}

/**
 * @param {L.Map} map
 * @param {any} blocks
 * @param {MapView} view
 * @param {Parts} parts
 */
function build(map, blocks, view, { panel, rail, time, strip }) {
  const app = document.getElementById("dl-app");
  const stage = document.getElementById("dl-stage");
  if (!app || !stage) throw new Error("the page has no stage");
  const container = map.getContainer();
  container.setAttribute("role", "application");
  container.setAttribute("aria-label", `${t("page.map")}: ${blocks.page.title}`);
  const holder = h("div.dl-map-holder");
  stage.prepend(holder);
  holder.append(container, rail.element, buttons(map, view), credit(blocks), view.pointer.readout);
  stage.append(strip.element, time.element);
  app.append(panel.element);
  if (isEmbedded()) embed(app, blocks.page);
  keepSizeForPrint(holder, stage);
  L.control.scale({ imperial: false, maxWidth: 120, position: "bottomleft" }).addTo(map);
  map.invalidateSize(false);
  new ResizeObserver(() => {
    const { isHome } = view;
    map.invalidateSize(false);
    const { x, y } = map.getSize();
    if (isHome && x && y) view.goHome(false);
  }).observe(holder);
}

/**
 * What is drawn cannot be drawn anew for paper: the map keeps the size it has, and all of the
 * stage shrinks to fit a page, the title over it.
 * @param {HTMLElement} holder
 * @param {HTMLElement} stage
 */
function keepSizeForPrint(holder, stage) {
  globalThis.addEventListener("beforeprint", () => {
    const { width, height } = holder.getBoundingClientRect();
    const head = /** @type {HTMLElement | undefined} */ (document.querySelector(".dl-head")?.cloneNode(true));
    if (head) stage.before(head);
    head?.classList.add("dl-paper");
    const share = Math.min(1, PAPER.width / stage.offsetWidth, PAPER.height / stage.offsetHeight);
    stage.style.setProperty("--on-paper", share.toFixed(3));
    holder.style.width = `${width}px`;
    holder.style.height = `${height}px`;
  });
  globalThis.addEventListener("afterprint", () => {
    document.querySelector(".dl-paper")?.remove();
    holder.style.width = holder.style.height = "";
  });
}

/** @param {any} blocks */
function credit(blocks) {
  const tiles = blocks.page.tiles;
  return h("p.dl-credit", {}, t("credit.short"), tiles ? ` · ${tiles}` : "");
}

/**
 * @param {L.Map} map
 * @param {MapView} view
 */
function buttons(map, view) {
  const button = (/** @type {string} */ name, /** @type {string} */ path, /** @type {() => void} */ act) =>
    h("button", { type: "button", title: t(name), "aria-label": t(name), onclick: act }, icon(path));
  return h(
    "div.dl-buttons",
    {},
    button("nav.zoomIn", "M8 3V13M3 8H13", () => map.zoomIn()),
    button("nav.zoomOut", "M3 8H13", () => map.zoomOut()),
    button("nav.home", "M2.5 6V2.5H6M10 2.5H13.5V6M13.5 10V13.5H10M6 13.5H2.5V10", () => view.goHome()),
  );
}

/**
 * @param {Store} store
 * @param {import("./rows.js").Rows} rows
 * @param {MapView} view
 * @param {Parts} parts
 */
function refresh(store, rows, view, { panel, rail, time, strip }) {
  const { shown, listed } = filterOf(rows.all).apply(store.state);
  view.show(shown);
  panel.show(/** @type {any} */ (listed));
  rail.show(shown);
  strip.show(shown);
  time.draw();
}

/**
 * @param {Store} store
 * @param {import("./rows.js").Rows} rows
 * @param {MapView} view
 * @param {Parts} parts
 */
function connect(store, rows, view, parts) {
  const { panel, rail, strip } = parts;
  store.listen((state, changed) => {
    if (["filter", "layers", "sort"].some((key) => changed.has(key))) {
      refresh(store, rows, view, parts);
    }
    if (changed.has("layers")) {
      view.ask();
      panel.layers.draw();
    }
    if (changed.has("selected") || changed.has("tab")) {
      panel.drawTabs();
      panel.drawBody();
      rail.show(view.shown);
    }
    if (changed.has("selected")) {
      const row = rows.byId(state.selected);
      if (row) {
        if (panel.isSheet() && panel.element.dataset.sheet === "peek") panel.setSheet("half");
        view.reveal(row);
        panel.body.querySelector("h2")?.focus({ preventScroll: true });
      }
      view.askPins();
    }
    if (changed.has("hovered")) view.askPins();
    strip.ask();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && store.state.selected) store.set({ selected: null });
  });
}

/**
 * One layer on a map of folium's own; a click opens what it hits in a popup.
 * @param {L.Map} map
 * @param {string} id
 */
function addLayer(map, id) {
  const { kind, data } = readBlock(id);
  const style = readBlock("dl-style").data;
  const blocks = /** @type {any} */ ({ style, [kind]: data });
  const rows = readRows(kind === "incidents" ? data : null, style);
  const store = new Store();
  showDensity(store, blocks);
  // Who adds a layer to a map of their own wants to see it.
  if (kind in store.state.layers) store.setLayer(kind, true);
  const view = new MapView(map, blocks, store, rows);
  map.getContainer().classList.add("dl-loose");
  view.show(rows);
  store.listen((state, changed) => {
    const row = rows.byId(state.selected);
    if (changed.has("selected") && row?.at) {
      const detail = drawDetail(row, style, null);
      L.popup({ maxWidth: 360, maxHeight: 420 })
        .setLatLng([row.at[1], row.at[0]])
        .setContent(detail)
        .openOn(map);
    }
    view.askPins();
  });
}

/** @type {any} */ (globalThis).durandline = { start, addLayer };
