// Incidents as symbols on the map, and what lies under the pointer.

import { arrange } from "./spread.js";
import { drawSymbol } from "./symbol.js";
import { familyColour } from "./theme.js";

/** @typedef {import("./plane.js").View} View */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./spread.js").Mark} Mark */

/**
 * The size of a pin: its area grows with the dead.
 * @param {{smallest: number, largest: number, deathsAtLargest: number}} sizes
 * @param {number | null} deaths
 */
export function pinSize(sizes, deaths) {
  const share = Math.min(Math.max(deaths ?? 0, 0) / sizes.deathsAtLargest, 1);
  const low = sizes.smallest ** 2;
  const high = sizes.largest ** 2;
  return Math.round(Math.sqrt(low + share * (high - low)) * 2) / 2;
}

export class Pins {
  /** @param {any} style the style block */
  constructor(style) {
    this.style = style;
    /** @type {Row[]} */
    this.rows = [];
    /** @type {Map<string, Row>} */
    this.byId = new Map();
    /** @type {Mark[]} */
    this.marks = [];
    this.key = "";
  }

  /** @param {Row[]} rows those that pass the filter and have a place */
  setRows(rows) {
    // Heaviest first, so that it is they who keep their place.
    this.rows = [...rows].sort(
      (a, b) => (b.deaths ?? 0) - (a.deaths ?? 0) || (a.id < b.id ? -1 : 1),
    );
    this.byId = new Map(rows.map((row) => [row.id, row]));
    this.key = "";
  }

  /** @param {Row} row */
  sizeOf(row) {
    return pinSize(this.style.sizes, row.deaths) * (row.isBackground ? 0.8 : 1);
  }

  /**
   * Work out where symbols stand; only the zoom changes it, not the map's position.
   * @param {View} view
   * @param {string | null} selected
   */
  place(view, selected) {
    const key = `${view.zoom}|${selected}`;
    if (key !== this.key) {
      const pins = this.rows.map((row) => ({
        id: row.id,
        x: view.px(row.at?.[0] ?? 0) + view.left,
        y: view.py(row.at?.[1] ?? 0) + view.top,
        r: this.sizeOf(row) / 2 - 1,
        weight: row.deaths ?? 0,
        spot: `${row.at}`,
      }));
      const keep = new Set(selected ? [selected] : []);
      this.world = arrange(pins, { keep, mostApart: view.zoom >= 11 ? 40 : 9 });
      this.key = key;
    }
    this.marks = (this.world ?? []).map((mark) => ({
      ...mark,
      x: mark.x - view.left,
      y: mark.y - view.top,
      homeX: mark.homeX - view.left,
      homeY: mark.homeY - view.top,
    }));
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {View} view
   * @param {Theme} theme
   * @param {Set<string>} chosen
   */
  draw(g, view, theme, chosen) {
    this.drawLeaders(g, theme);
    // Small over large, chosen over all.
    const order = [...this.marks].sort((a, b) => b.r - a.r);
    const isChosen = (/** @type {Mark} */ mark) => mark.pins.some((pin) => chosen.has(pin.id));
    for (const mark of order) if (!isChosen(mark)) this.drawMark(g, view, theme, mark, false);
    for (const mark of order) if (isChosen(mark)) this.drawMark(g, view, theme, mark, true);
    g.globalAlpha = 1;
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {Theme} theme
   */
  drawLeaders(g, theme) {
    g.strokeStyle = theme.soft;
    g.fillStyle = theme.soft;
    g.lineWidth = 0.8;
    for (const mark of this.marks) {
      if (Math.hypot(mark.x - mark.homeX, mark.y - mark.homeY) < mark.r * 0.8) continue;
      g.beginPath();
      g.moveTo(mark.homeX, mark.homeY);
      g.lineTo(mark.x, mark.y);
      g.stroke();
      g.beginPath();
      g.arc(mark.homeX, mark.homeY, 1.6, 0, 7);
      g.fill();
    }
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {View} view
   * @param {Theme} theme
   * @param {Mark} mark
   * @param {boolean} isChosen
   */
  drawMark(g, view, theme, mark, isChosen) {
    if (mark.pins.length > 1) {
      this.drawGroup(g, theme, mark, isChosen);
      return;
    }
    const row = this.byId.get(mark.pins[0].id);
    if (!row) return;
    const colour = familyColour(this.style, row.family, theme);
    if (isChosen) ring(g, mark.x, mark.y, mark.r + 6, colour, theme);
    g.globalAlpha = row.isBackground && !isChosen ? 0.5 : 1;
    const size = this.sizeOf(row);
    drawSymbol(g, this.style, row, mark.x, mark.y, size, {
      colour,
      paper: theme.paper,
      ratio: view.ratio,
    });
    g.globalAlpha = 1;
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {Theme} theme
   * @param {Mark} mark
   * @param {boolean} isChosen
   */
  drawGroup(g, theme, mark, isChosen) {
    const { x, y, r } = mark;
    if (isChosen) ring(g, x, y, r + 5, theme.ink, theme);
    g.beginPath();
    g.arc(x, y, r, 0, 7);
    g.fillStyle = theme.paper;
    g.fill();
    let angle = -Math.PI / 2;
    for (const [family, count] of this.countFamilies(mark)) {
      const turn = (2 * Math.PI * count) / mark.pins.length;
      g.beginPath();
      g.arc(x, y, r - 2, angle + 0.05, angle + Math.max(turn - 0.05, 0.1));
      g.strokeStyle = familyColour(this.style, family, theme);
      g.lineWidth = 3.4;
      g.stroke();
      angle += turn;
    }
    g.fillStyle = theme.ink;
    g.font = `600 ${r > 20 ? 13 : 12}px ${theme.font}`;
    g.textAlign = "center";
    g.textBaseline = "middle";
    g.fillText(String(mark.pins.length), x, y + 0.5);
    g.textAlign = "left";
  }

  /** @param {Mark} mark */
  countFamilies(mark) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const family of Object.keys(this.style.families)) {
      const n = mark.pins.filter((pin) => this.byId.get(pin.id)?.family === family).length;
      if (n) counts.set(family, n);
    }
    return counts;
  }

  /**
   * The symbol under a point of the canvas.
   * @param {number} x
   * @param {number} y
   * @param {number} [reach] pixels beyond its rim
   * @returns {Mark | null}
   */
  hit(x, y, reach = 4) {
    let best = null;
    let least = Infinity;
    for (const mark of this.marks) {
      const away = Math.hypot(mark.x - x, mark.y - y) - mark.r;
      if (away < reach && away < least) {
        least = away;
        best = mark;
      }
    }
    return best;
  }
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {number} x
 * @param {number} y
 * @param {number} r
 * @param {string} colour
 * @param {Theme} theme
 */
function ring(g, x, y, r, colour, theme) {
  g.beginPath();
  g.arc(x, y, r, 0, 7);
  g.fillStyle = theme.paper;
  g.globalAlpha = 0.75;
  g.fill();
  g.globalAlpha = 1;
  g.strokeStyle = colour;
  g.lineWidth = 2;
  g.stroke();
}
