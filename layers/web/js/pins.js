// Incidents as symbols on the map, and what lies under the pointer.

import { Crowd, inView } from "./crowd.js";
import { ALONG, BACKGROUND, PLACED } from "./rows.js";
import { arrange } from "./spread.js";
import { drawSymbol } from "./symbol.js";
import { familyColour } from "./theme.js";

/** @typedef {import("./plane.js").View} View */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./crowd.js").Mark} Mark */

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

const MANY = 500; // of more, those close together are one symbol, whatever the zoom

/**
 * A disc with a rim that says what its incidents are.
 * @param {CanvasRenderingContext2D} g
 * @param {{x: number, y: number, r: number, shares: [string, number][], paper: string}} wheel
 */
function drawWheel(g, { x, y, r, shares, paper }) {
  g.beginPath();
  g.arc(x, y, r, 0, 7);
  g.fillStyle = paper;
  g.fill();
  g.lineWidth = 3.4;
  let angle = -Math.PI / 2;
  const gap = shares.length > 1 ? 0.05 : 0;
  for (const [colour, share] of shares) {
    const turn = 2 * Math.PI * share;
    g.beginPath();
    g.arc(x, y, r - 2, angle + gap, angle + Math.max(turn - gap, 2 * gap));
    g.strokeStyle = colour;
    g.stroke();
    angle += turn;
  }
}

/** @param {number} n */
function shortNumber(n) {
  return n < 10_000 ? String(n) : `${Math.round(n / 1000)}k`;
}

export class Pins {
  /**
   * @param {any} style the style block
   * @param {import("./rows.js").Incidents} all
   */
  constructor(style, all) {
    this.style = style;
    this.all = all;
    /** @type {Uint32Array} rows that pass the filter and have a pin */
    this.numbers = new Uint32Array(0);
    /** @type {Mark[]} */
    this.marks = [];
    /** @type {Mark[]} */
    this.world = [];
    /** @type {Crowd | null} */
    this.crowd = null;
    this.key = "";
    this.version = 0; // counts how often symbols were placed anew
    /** @type {Map<string, HTMLCanvasElement>} */
    this.wheels = new Map();
    /** @type {string[]} by family */
    this.colours = [];
  }

  /** @param {import("./rows.js").Rows | null} rows those that pass the filter */
  setRows(rows) {
    const found = rows?.withFlags(PLACED | ALONG, PLACED);
    this.numbers = found?.indices ?? new Uint32Array(0);
    this.key = "";
  }

  /** @param {number} i */
  sizeOf(i) {
    return pinSize(this.style.sizes, this.all.deaths[i]) * (this.all.flags[i] & BACKGROUND ? 0.8 : 1);
  }

  /**
   * Work out where symbols stand. Of few, only the zoom changes it, not the map's position.
   * @param {View} view
   * @param {number} selected row, -1 for none
   */
  place(view, selected) {
    const { numbers, all } = this;
    const isMany = numbers.length > MANY;
    const key = [view.zoom, selected, ...(isMany ? [view.left, view.top, view.width, view.height] : [])].join("|");
    if (key !== this.key) {
      this.key = key;
      this.version += 1;
      this.crowd = null;
      const seen = isMany ? inView(all, numbers, view, 60) : numbers;
      if (seen.length > MANY) {
        const within = inView(all, seen, view);
        this.crowd = new Crowd(all, within, view, within.includes(selected) ? selected : -1);
      } else {
        this.world = this.spread(seen, view, selected);
      }
    }
    this.marks = this.crowd?.marks ?? this.world.map((mark) => ({
      ...mark,
      x: mark.x - view.left,
      y: mark.y - view.top,
      homeX: mark.homeX - view.left,
      homeY: mark.homeY - view.top,
    }));
  }

  /**
   * Few stand apart where they share a place.
   * @param {Uint32Array} numbers
   * @param {View} view
   * @param {number} selected
   * @returns {Mark[]} pixels of the whole world
   */
  spread(numbers, view, selected) {
    const { x, y, deaths } = this.all;
    // Heaviest first, so that it is they who keep their place.
    const heaviest = [...numbers].sort((a, b) => Math.max(deaths[b], 0) - Math.max(deaths[a], 0) || a - b);
    const pins = heaviest.map((i) => ({
      id: i,
      x: x[i] * view.scale,
      y: y[i] * view.scale,
      r: this.sizeOf(i) / 2 - 1,
    }));
    const keep = new Set(selected < 0 ? [] : [selected]);
    return arrange(pins, { keep, mostApart: view.zoom >= 11 ? 40 : 9 }).map((mark) => this.toMark(mark));
  }

  /**
   * @param {import("./spread.js").Spot} spot
   * @returns {Mark}
   */
  toMark({ pins, x, y, r, homeX, homeY }) {
    const { all } = this;
    const numbers = pins.map((pin) => pin.id);
    const families = new Uint32Array(all.families.length);
    for (const i of numbers) families[all.familyOfType[all.type[i]]]++;
    const i = numbers.length === 1 ? numbers[0] : -1;
    return { x, y, r, homeX, homeY, count: numbers.length, i, families, members: () => numbers };
  }

  /**
   * Whether a symbol is, or holds, one of some rows.
   * @param {Mark} mark
   * @param {Set<number>} chosen
   */
  isChosen(mark, chosen) {
    if (!chosen.size) return false;
    if (mark.i >= 0) return chosen.has(mark.i);
    if (this.crowd) return [...chosen].some((i) => this.crowd?.find(i) === mark);
    return Array.from(mark.members()).some((i) => chosen.has(i));
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {View} view
   * @param {Theme} theme
   * @param {Set<number>} chosen
   */
  draw(g, view, theme, chosen) {
    this.colours = this.all.families.map((family) => familyColour(this.style, family, theme));
    this.drawLeaders(g, theme);
    // Small over large, chosen over all.
    const order = [...this.marks].sort((a, b) => b.r - a.r);
    const over = order.filter((mark) => this.isChosen(mark, chosen));
    for (const mark of order) if (!over.includes(mark)) this.drawMark(g, view, theme, mark, false);
    for (const mark of over) this.drawMark(g, view, theme, mark, true);
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
    if (mark.i < 0) {
      this.drawGroup(g, theme, mark, isChosen);
      return;
    }
    const row = this.all.row(mark.i);
    const colour = familyColour(this.style, row.family, theme);
    if (isChosen) ring(g, mark.x, mark.y, mark.r + 6, colour, theme);
    g.globalAlpha = row.isBackground && !isChosen ? 0.5 : 1;
    const size = this.sizeOf(mark.i);
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
    // In a crowd many look the same: a wheel is painted once, its shares to an eighth.
    if (this.crowd && mark.families && g.canvas) this.drawWheelOnce(g, theme, mark);
    else drawWheel(g, { x, y, r, shares: this.sharesOf(mark), paper: theme.paper });
    g.fillStyle = theme.ink;
    g.font = `600 ${r > 20 ? 13 : 12}px ${theme.font}`;
    g.textAlign = "center";
    g.textBaseline = "middle";
    g.fillText(shortNumber(mark.count), x, y + 0.5);
    g.textAlign = "left";
  }

  /**
   * The colours of a group's families, and how much of it each is.
   * @param {Mark} mark
   * @returns {[string, number][]}
   */
  sharesOf(mark) {
    const { all } = this;
    const found = [];
    for (let of = 0; of < all.families.length; of++) {
      const count = mark.families?.[of] ?? 0;
      if (count) found.push(/** @type {[string, number]} */ ([this.colours[of], count / mark.count]));
    }
    return found;
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {Theme} theme
   * @param {Mark} mark
   */
  drawWheelOnce(g, theme, mark) {
    const r = Math.round(mark.r);
    const { families, count } = mark;
    let key = `${r}${theme.isDark}`;
    let [passed, told] = [0, 0];
    /** @type {[string, number][]} */
    const shares = [];
    families?.forEach((n, of) => {
      passed += n;
      const upTo = Math.round((8 * passed) / count);
      if (upTo === told) return;
      key += `|${of}:${upTo - told}`;
      shares.push([this.colours[of], (upTo - told) / 8]);
      told = upTo;
    });
    let wheel = this.wheels.get(key);
    if (!wheel) {
      const ratio = Math.min(globalThis.devicePixelRatio || 1, 2);
      wheel = document.createElement("canvas");
      wheel.width = wheel.height = (2 * r + 4) * ratio;
      const own = /** @type {CanvasRenderingContext2D} */ (wheel.getContext("2d"));
      own.scale(ratio, ratio);
      drawWheel(own, { x: r + 2, y: r + 2, r, shares, paper: theme.paper });
      if (this.wheels.size > 3000) this.wheels.clear();
      this.wheels.set(key, wheel);
    }
    const across = 2 * r + 4;
    g.drawImage(wheel, Math.round(mark.x) - across / 2, Math.round(mark.y) - across / 2, across, across);
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
