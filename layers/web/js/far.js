// What happened beyond the map: a rail of places with arrows, and an inset that shows where one is.

import { h, own, replace, svg } from "./dom.js";
import * as format from "./format.js";
import { toX, toY } from "./geo.js";
import { symbol } from "./symbol.js";
import { readTheme } from "./theme.js";
import { ALONG, CHECKED, PLACED } from "./rows.js";
import { group, t, tn } from "./words.js";

/** @typedef {import("./rows.js").Rows} Rows */
/** @typedef {{place: any, at: number, count: number, types: number, i: number}} Item */
/** @typedef {import("./mapview.js").MapView} MapView */

const MOST = 8;

export class FarRail {
  /**
   * @param {any} blocks
   * @param {import("./store.js").Store} store
   * @param {Rows} rows
   */
  constructor(blocks, store, rows) {
    this.all = rows.all;
    this.places = farPlaces(rows.all, blocks.far);
    this.style = blocks.style;
    this.store = store;
    this.key = "";
    this.element = h("nav.dl-far", { "aria-label": t("far.title"), hidden: true });
  }

  /** @param {Rows} shown */
  show(shown) {
    const { places, all } = this;
    const counts = new Uint32Array(places.list.length);
    const types = new Uint32Array(places.list.length);
    const only = new Int32Array(places.list.length);
    for (let k = 0; k < shown.length; k++) {
      const i = shown.number(k);
      const code = places.codes[i];
      if (!code) continue;
      counts[code - 1]++;
      types[code - 1] |= 1 << all.type[i];
      only[code - 1] = i;
    }
    /** @type {Item[]} */
    const items = places.list
      .map((place, at) => ({ place, at, count: counts[at], types: types[at], i: only[at] }))
      .filter((item) => item.count);
    const along = shown.pick((i) => all.flags[i] & ALONG);
    this.shown = shown;
    this.element.hidden = !items.length && !along.length;
    const key = [this.all.find(this.store.state.selected), along.length, ...items.map((item) => `${item.at} ${item.count}`)].join();
    if (key === this.key) return;
    this.key = key;
    replace(
      this.element,
      items.length ? h("h2", {}, t("far.title")) : null,
      items.length ? h("ul", {}, this.items(items)) : null,
      along.length ? h("h2", {}, t("far.along")) : null,
      along.length ? h("ul", {}, this.alongItem(along)) : null,
    );
  }

  /**
   * Places nearest first; of very many the rest are one entry.
   * @param {Item[]} items
   */
  items(items) {
    const first = items.length > MOST ? items.slice(0, MOST - 1) : items;
    const rest = items.slice(first.length);
    const more = h(
      "li",
      {},
      h(
        "button",
        { type: "button", onclick: () => this.open(rest) },
        h("span.dl-far-km", {}, tn("far.more", rest.length)),
      ),
    );
    return [...first.map((item) => this.item(item)), rest.length ? more : null];
  }

  /**
   * What is told of the whole border has no pin, but is not lost.
   * @param {Rows} rows
   */
  alongItem(rows) {
    const { all } = this;
    let types = 0;
    for (let k = 0; k < rows.length; k++) types |= 1 << all.type[rows.number(k)];
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", onclick: () => this.choose(rows) },
        svg(
          "svg.dl-arrow",
          { viewBox: "-10 -10 20 20", width: 16, height: 16, "aria-hidden": "true" },
          svg("path", { d: "M-8 5L-3 -2L2 1L8 -6" }),
        ),
        h("span.dl-far-name", {}, own(rows.at(0)?.place)),
        h("span.dl-far-km"),
        this.types(types, rows.number(0)),
        this.count(rows.length),
      ),
    );
  }

  /**
   * @param {number} types a bit each
   * @param {number} i one of the rows
   */
  types(types, i) {
    const { all } = this;
    const isChecked = Boolean(all.flags[i] & CHECKED);
    return all.types
      .filter((_, at) => types & (1 << at))
      .slice(0, 3)
      .map((type) => symbol(this.style, type, { isChecked, size: 16 }));
  }

  /** @param {number} n */
  count(n) {
    if (n === 1) return null;
    return h("span.dl-far-count", { "aria-label": tn("count.incidents", n) }, group(n));
  }

  /** @param {Item} item */
  item(item) {
    const { place } = item;
    const words = t("km.away", { n: format.km(place.km), direction: format.compass(place.bearing) });
    const selected = this.all.find(this.store.state.selected);
    const isSelected = selected >= 0 && this.places.codes[selected] === item.at + 1;
    return h(
      "li",
      {},
      h(
        `button${isSelected ? ".is-selected" : ""}`,
        { type: "button", title: words, onclick: () => this.open([item]) },
        arrow(place.bearing),
        h("span.dl-far-name", {}, own(place.name || format.country(place.country))),
        h("span.dl-far-km", {}, format.km(place.km)),
        this.types(item.types, item.i),
        this.count(item.count),
      ),
    );
  }

  /** @param {Item[]} items */
  open(items) {
    const codes = new Set(items.map((item) => item.at + 1));
    this.choose(/** @type {Rows} */ (this.shown).pick((i) => codes.has(this.places.codes[i])));
  }

  /** @param {Rows} rows */
  choose(rows) {
    if (rows.length === 1) {
      this.store.set({ selected: this.all.id(rows.number(0)) });
    } else {
      this.store.set({ selected: null, tab: "incidents" });
      this.store.setFilter({ here: Array.from({ length: rows.length }, (_, k) => this.all.id(rows.number(k))) });
    }
  }
}

/** Which far place a row lies at. */
export class FarPlaces {
  /**
   * @param {import("./rows.js").Incidents} all
   * @param {any} data the far block, if any
   */
  constructor(all, data) {
    this.list = /** @type {any[]} */ (data?.places ?? []);
    this.codes = new Uint16Array(all.count);
    if (!this.list.length) return;
    const { step, digits, view } = data;
    const key = (/** @type {number} */ x, /** @type {number} */ y) => x * 0x4000000 + y;
    const cells = new Map(this.list.map(({ cell }, at) => [key(cell[0], cell[1]), at + 1]));
    const [west, south, east, north] = view;
    const [longitude, latitude] = [all.table.column("longitude"), all.table.column("latitude")];
    const floor = (/** @type {any} */ column, /** @type {number} */ i) =>
      Math.floor((Math.round((column.values[i] / column.scale) * 10 ** digits) + step / 2) / step);
    for (let i = 0; i < all.count; i++) {
      if (!(all.flags[i] & PLACED)) continue;
      const x = longitude.values[i] / longitude.scale;
      const y = latitude.values[i] / latitude.scale;
      if (x >= west && x <= east && y >= south && y <= north) continue;
      this.codes[i] = cells.get(key(floor(longitude, i), floor(latitude, i))) ?? 0;
    }
  }

  /** @param {number} i */
  of(i) {
    return this.list[this.codes[i] - 1] ?? null;
  }
}

/** @type {WeakMap<object, FarPlaces>} */
const known = new WeakMap();

/**
 * @param {import("./rows.js").Incidents} all
 * @param {any} data
 */
export function farPlaces(all, data) {
  let places = known.get(all);
  if (!places) known.set(all, (places = new FarPlaces(all, data)));
  return places;
}

/** @param {number} bearing */
function arrow(bearing) {
  const angle = Math.round(bearing);
  return svg(
    "svg.dl-arrow",
    { viewBox: "-10 -10 20 20", width: 16, height: 16, "aria-hidden": "true" },
    svg("path", { d: "M0 7L0 -7M-4.5 -2.5L0 -7L4.5 -2.5", transform: `rotate(${angle})` }),
  );
}

/**
 * A small map of where a far place lies: land, the line, and the way between.
 * @param {any} place of the far block
 * @param {MapView} view
 * @param {string} colour
 */
export function drawInset(place, view, colour) {
  const width = 340;
  const height = 170;
  const ratio = 2;
  const canvas = /** @type {HTMLCanvasElement} */ (
    h("canvas.dl-inset", {
      width: width * ratio,
      height: height * ratio,
      role: "img",
      "aria-label": `${place.name}, ${t("km.away", { n: format.km(place.km), direction: format.compass(place.bearing) })}`,
    })
  );
  const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  g.scale(ratio, ratio);
  const frame = insetView(place, view, width, height);
  const theme = readTheme();
  const plain = { graticule: true, boundaries: true };
  view.ground?.draw(g, frame, theme, plain);
  if (view.line) {
    g.lineJoin = "round";
    view.line.stroke(g, frame, theme.casing, 4);
    view.line.stroke(g, frame, theme.line, 2);
  }
  const at = [frame.px(place.at[0]), frame.py(place.at[1])];
  const near = [frame.px(place.nearest[0]), frame.py(place.nearest[1])];
  g.setLineDash([3, 3]);
  g.beginPath();
  g.moveTo(near[0], near[1]);
  g.lineTo(at[0], at[1]);
  g.strokeStyle = theme.ink;
  g.lineWidth = 1;
  g.stroke();
  g.setLineDash([]);
  g.beginPath();
  g.arc(at[0], at[1], 5, 0, 7);
  g.fillStyle = colour;
  g.strokeStyle = theme.paper;
  g.lineWidth = 1.5;
  g.fill();
  g.stroke();
  writeName(g, place.name, at, frame, theme);
  return canvas;
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {string} name
 * @param {number[]} at
 * @param {{width: number}} frame
 * @param {import("./theme.js").Theme} theme
 */
function writeName(g, name, at, frame, theme) {
  g.font = `600 12px ${theme.font}`;
  g.textBaseline = "middle";
  const room = g.measureText(name).width + 10;
  const x = at[0] + 10 + room > frame.width ? at[0] - room : at[0] + 10;
  g.lineJoin = "round";
  g.strokeStyle = theme.casing;
  g.lineWidth = 3;
  g.strokeText(name, x, at[1]);
  g.fillStyle = theme.ink;
  g.fillText(name, x, at[1]);
}

/**
 * @param {any} place
 * @param {MapView} view
 * @param {number} width
 * @param {number} height
 */
function insetView(place, view, width, height) {
  const [west, south, east, north] = view.blocks.page.bounds;
  const xs = [toX(west), toX(east), toX(place.at[0])];
  const ys = [toY(north), toY(south), toY(place.at[1])];
  const x = Math.min(...xs);
  const y = Math.min(...ys);
  const across = Math.max(...xs) - x;
  const down = Math.max(...ys) - y;
  const scale = 0.8 * Math.min(width / across, height / down);
  const left = (x + across / 2) * scale - width / 2;
  const top = (y + down / 2) * scale - height / 2;
  return {
    zoom: Math.log2(scale / 256),
    scale,
    left,
    top,
    width,
    height,
    ratio: 2,
    margin: { x: 0, y: 0 },
    px: (/** @type {number} */ longitude) => toX(longitude) * scale - left,
    py: (/** @type {number} */ latitude) => toY(latitude) * scale - top,
  };
}
