// Where folium's document hands over: durandline.start(map, ids of the data blocks).

import { h } from "./dom.js";
import { drawDetail } from "./detail.js";
import { FarRail } from "./far.js";
import { passes } from "./filter.js";
import { L } from "./leaflet.js";
import { MapView } from "./mapview.js";
import { icon, Panel } from "./panel.js";
import { readRows } from "./rows.js";
import { Store } from "./store.js";
import { Time } from "./time.js";
import { t } from "./words.js";

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
  const rows = blocks.incidents ? readRows(blocks.incidents, blocks.style) : [];
  const store = new Store();
  const view = new MapView(map, blocks, store, rows);
  const panel = new Panel(blocks, store, rows, view);
  const rail = new FarRail(blocks, store);
  const time = new Time(blocks.style, store, rows);
  build(map, blocks, view, { panel, rail, time });
  connect(store, rows, view, { panel, rail, time });
  refresh(store, rows, view, { panel, rail, time });
  view.goHome(false);
}

/**
 * @param {L.Map} map
 * @param {any} blocks
 * @param {MapView} view
 * @param {{panel: Panel, rail: FarRail, time: Time}} parts
 */
function build(map, blocks, view, { panel, rail, time }) {
  const app = document.getElementById("dl-app");
  const stage = document.getElementById("dl-stage");
  if (!app || !stage) throw new Error("the page has no stage");
  const container = map.getContainer();
  container.setAttribute("role", "application");
  container.setAttribute("aria-label", `${t("page.map")}: ${blocks.page.title}`);
  const holder = h("div.dl-map-holder");
  stage.prepend(holder);
  holder.append(container, rail.element, buttons(map, view), credit(blocks));
  stage.append(time.element);
  app.append(panel.element);
  L.control.scale({ imperial: false, maxWidth: 120, position: "bottomleft" }).addTo(map);
  map.invalidateSize(false);
  new ResizeObserver(() => map.invalidateSize(false)).observe(holder);
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
 * @param {import("./rows.js").Row[]} rows
 * @param {MapView} view
 * @param {{panel: Panel, rail: FarRail, time: Time}} parts
 */
function refresh(store, rows, view, { panel, rail, time }) {
  const shown = rows.filter((row) => passes(row, store.state));
  view.show(shown);
  panel.show(shown);
  rail.show(shown);
  time.draw();
}

/**
 * @param {Store} store
 * @param {import("./rows.js").Row[]} rows
 * @param {MapView} view
 * @param {{panel: Panel, rail: FarRail, time: Time}} parts
 */
function connect(store, rows, view, parts) {
  const { panel, rail } = parts;
  store.listen((state, changed) => {
    if (["filter", "layers", "sort"].some((key) => changed.has(key))) {
      refresh(store, rows, view, parts);
    }
    if (changed.has("layers")) panel.layers.draw();
    if (changed.has("selected") || changed.has("tab")) {
      panel.drawTabs();
      panel.drawBody();
      rail.show(panel.shown);
    }
    if (changed.has("selected")) {
      const row = rows.find((one) => one.id === state.selected);
      if (row) {
        if (panel.isSheet() && panel.element.dataset.sheet === "peek") panel.setSheet("half");
        view.reveal(row);
        panel.body.querySelector("h2")?.focus({ preventScroll: true });
      }
      view.askPins();
    }
    if (changed.has("hovered")) view.askPins();
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
  const rows = kind === "incidents" ? readRows(data, style) : [];
  const store = new Store();
  const view = new MapView(map, blocks, store, rows);
  map.getContainer().classList.add("dl-loose");
  view.show(rows);
  store.listen((state, changed) => {
    const row = rows.find((one) => one.id === state.selected);
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
