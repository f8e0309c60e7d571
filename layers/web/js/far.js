// What happened beyond the map: a rail of places with arrows, and an inset that shows where one is.

import { h, own, replace, svg } from "./dom.js";
import * as format from "./format.js";
import { toX, toY } from "./geo.js";
import { symbol } from "./symbol.js";
import { readTheme } from "./theme.js";
import { t, tn } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./mapview.js").MapView} MapView */

const MOST = 8;

export class FarRail {
  /**
   * @param {any} blocks
   * @param {import("./store.js").Store} store
   */
  constructor(blocks, store) {
    this.places = blocks.far?.places ?? [];
    this.style = blocks.style;
    this.store = store;
    this.element = h("nav.dl-far", { "aria-label": t("far.title"), hidden: true });
  }

  /** @param {Row[]} shown */
  show(shown) {
    const byId = new Map(shown.map((row) => [row.id, row]));
    const items = this.places
      .map((/** @type {any} */ place) => ({
        place,
        rows: place.ids.map((/** @type {string} */ id) => byId.get(id)).filter(Boolean),
      }))
      .filter((/** @type {any} */ item) => item.rows.length);
    const along = shown.filter((row) => row.isAlong);
    this.element.hidden = !items.length && !along.length;
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
   * @param {{place: any, rows: Row[]}[]} items
   */
  items(items) {
    const first = items.length > MOST ? items.slice(0, MOST - 1) : items;
    const rest = items.slice(first.length);
    const more = h(
      "li",
      {},
      h(
        "button",
        { type: "button", onclick: () => this.open(rest.flatMap((item) => item.rows)) },
        h("span.dl-far-km", {}, tn("far.more", rest.length)),
      ),
    );
    return [...first.map((item) => this.item(item.place, item.rows)), rest.length ? more : null];
  }

  /**
   * What is told of the whole border has no pin, but is not lost.
   * @param {Row[]} rows
   */
  alongItem(rows) {
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", onclick: () => this.open(rows) },
        svg(
          "svg.dl-arrow",
          { viewBox: "-10 -10 20 20", width: 16, height: 16, "aria-hidden": "true" },
          svg("path", { d: "M-8 5L-3 -2L2 1L8 -6" }),
        ),
        h("span.dl-far-name", {}, own(rows[0].place)),
        h("span.dl-far-km"),
        this.types(rows),
        this.count(rows),
      ),
    );
  }

  /** @param {Row[]} rows */
  types(rows) {
    return [...new Set(rows.map((row) => row.type))]
      .slice(0, 3)
      .map((type) => symbol(this.style, type, { isChecked: rows[0].isChecked, size: 16 }));
  }

  /** @param {Row[]} rows */
  count(rows) {
    if (rows.length === 1) return null;
    const words = tn("count.incidents", rows.length);
    return h("span.dl-far-count", { "aria-label": words }, String(rows.length));
  }

  /**
   * @param {any} place
   * @param {Row[]} rows
   */
  item(place, rows) {
    const words = t("km.away", { n: format.km(place.km), direction: format.compass(place.bearing) });
    const selected = this.store.state.selected;
    return h(
      "li",
      {},
      h(
        `button${rows.some((row) => row.id === selected) ? ".is-selected" : ""}`,
        { type: "button", title: words, onclick: () => this.open(rows) },
        arrow(place.bearing),
        h("span.dl-far-name", {}, own(place.name || format.country(place.country))),
        h("span.dl-far-km", {}, format.km(place.km)),
        this.types(rows),
        this.count(rows),
      ),
    );
  }

  /** @param {Row[]} rows */
  open(rows) {
    if (rows.length === 1) {
      this.store.set({ selected: rows[0].id });
    } else {
      this.store.set({ selected: null, tab: "incidents" });
      this.store.setFilter({ here: rows.map((row) => row.id) });
    }
  }
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
