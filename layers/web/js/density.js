// How many incidents there are where: hexagons over the ground, and steps of the line.

import { Table } from "./columns.js";
import { kmPerUnit, toLatitude, toX, toY } from "./geo.js";
import { Line } from "./line.js";
import { Parts } from "./pack.js";

/** @typedef {import("./plane.js").View} View */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./rows.js").Rows} Rows */

const ALPHAS = [0.14, 0.27, 0.42, 0.6, 0.8];
const ROOT3 = Math.sqrt(3);

/** Counts in cells; which cell a row lies in is worked out once, and so are the classes. */
class Counts {
  /**
   * @param {Int32Array} cells by row, -1 for none
   * @param {number} size how many cells
   */
  constructor(cells, size) {
    this.cells = cells;
    this.counts = new Uint32Array(size);
    this.left = 0;
    this.count(null);
    this.breaks = makeBreaks(this.counts);
  }

  /** @param {Rows | null} rows null for all */
  count(rows) {
    const { cells, counts } = this;
    counts.fill(0);
    this.left = 0;
    const n = rows ? rows.length : cells.length;
    for (let k = 0; k < n; k++) {
      const cell = cells[rows ? rows.number(k) : k];
      if (cell < 0) this.left++;
      else counts[cell]++;
    }
  }

  /** @param {number} count */
  classOf(count) {
    let at = 0;
    while (at + 1 < this.breaks.length && count >= this.breaks[at + 1]) at++;
    return at;
  }
}

/**
 * The least count of each class: classes widen, since a few places hold most. They are made from
 * all rows, so that a colour means the same whatever the filter.
 * @param {ArrayLike<number>} counts
 */
export function makeBreaks(counts) {
  let most = 1;
  for (let i = 0; i < counts.length; i++) most = Math.max(most, counts[i]);
  const breaks = [1];
  for (let step = 1; step < ALPHAS.length; step++) {
    const next = round((most + 1) ** (step / ALPHAS.length));
    if (next > breaks[breaks.length - 1] && next <= most) breaks.push(next);
  }
  return breaks;
}

/** @param {number} n to one figure, or two */
function round(n) {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(n)) - (n < 30 ? 1 : 0));
  return Math.max(1, Math.round(n / unit) * unit);
}

/** Hexagons of one size, points up, in the web map's unit square. */
export class Hexagons {
  /**
   * @param {ArrayLike<number>} x by row, NaN for none
   * @param {ArrayLike<number>} y
   * @param {number} acrossKm
   */
  constructor(x, y, acrossKm) {
    let [sum, n] = [0, 0];
    for (let i = 0; i < y.length; i++) {
      if (Number.isNaN(y[i])) continue;
      sum += y[i];
      n++;
    }
    this.across = acrossKm / kmPerUnit(n ? toLatitude(sum / n) : 0);
    this.down = (this.across * ROOT3) / 2;
    /** @type {[number, number][]} columns and rows of the hexagons that hold something */
    this.places = [];
    const cells = new Int32Array(x.length).fill(-1);
    /** @type {Map<number, number>} */
    const numbers = new Map();
    for (let i = 0; i < x.length; i++) {
      if (Number.isNaN(x[i])) continue;
      const [column, row] = this.find(x[i], y[i]);
      const key = row * 0x400000 + column;
      let number = numbers.get(key);
      if (number === undefined) {
        number = this.places.length;
        numbers.set(key, number);
        this.places.push([column, row]);
      }
      cells[i] = number;
    }
    this.counts = new Counts(cells, this.places.length);
  }

  /**
   * The hexagon that a point lies in.
   * @param {number} x
   * @param {number} y
   * @returns {[number, number]}
   */
  find(x, y) {
    const down = y / this.down;
    let row = Math.round(down);
    const across = x / this.across - (row & 1) / 2;
    let column = Math.round(across);
    const off = down - row;
    if (Math.abs(off) * 3 > 1) {
      // Near the upper or lower corner the next row's hexagon may be nearer.
      const otherRow = row + (off < 0 ? -1 : 1);
      const otherAcross = x / this.across - (otherRow & 1) / 2;
      const other = Math.round(otherAcross);
      const far = (across - column) ** 2 + (off * off * 3) / 4;
      const near = (otherAcross - other) ** 2 + ((down - otherRow) ** 2 * 3) / 4;
      if (near < far) [column, row] = [other, otherRow];
    }
    return [column, row];
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {View} view
   * @param {Theme} theme
   */
  draw(g, view, theme) {
    const { counts, breaks } = this.counts;
    const radius = (this.across / ROOT3) * view.scale;
    const half = (this.across * view.scale) / 2;
    g.fillStyle = theme.accent;
    breaks.forEach((_, at) => {
      g.globalAlpha = ALPHAS[at];
      g.beginPath();
      this.places.forEach(([column, row], number) => {
        if (!counts[number] || this.counts.classOf(counts[number]) !== at) return;
        const x = (column + (row & 1) / 2) * this.across * view.scale - view.left;
        const y = row * this.down * view.scale - view.top;
        if (x < -half || y < -radius || x > view.width + half || y > view.height + radius) return;
        trace(g, x, y, half - 0.5, radius - 0.5);
      });
      g.fill();
    });
    g.globalAlpha = 1;
  }
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {number} x
 * @param {number} y
 * @param {number} half of its width
 * @param {number} radius
 */
function trace(g, x, y, half, radius) {
  g.moveTo(x, y - radius);
  g.lineTo(x + half, y - radius / 2);
  g.lineTo(x + half, y + radius / 2);
  g.lineTo(x, y + radius);
  g.lineTo(x - half, y + radius / 2);
  g.lineTo(x - half, y - radius / 2);
  g.closePath();
}

/** Steps of the line, as bands along it: the wider and darker, the more. */
class Kilometres {
  /**
   * @param {import("./columns.js").NumberColumn | null} column
   * @param {number} count
   * @param {number} every
   * @param {Line} line
   */
  constructor(column, count, every, line) {
    const { kmStart, kmEnd } = line.data;
    this.line = line;
    this.every = every;
    this.start = kmStart;
    this.end = kmEnd;
    const steps = Math.max(1, Math.ceil((kmEnd - kmStart) / every));
    const cells = new Int32Array(count).fill(-1);
    for (let i = 0; column && i < count; i++) {
      if (!column.has(i)) continue;
      const step = Math.floor((column.values[i] / column.scale - kmStart) / every);
      cells[i] = Math.min(steps - 1, Math.max(0, step));
    }
    this.counts = new Counts(cells, steps);
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {View} view
   * @param {Theme} theme
   */
  draw(g, view, theme) {
    const { counts } = this.counts;
    for (let step = 0; step < counts.length; step++) {
      if (!counts[step]) continue;
      const at = this.counts.classOf(counts[step]);
      const from = this.start + step * this.every;
      g.globalAlpha = ALPHAS[at];
      this.line.drawBand(g, view, [from, Math.min(this.end, from + this.every)], theme.accent, 10 + 5 * at);
    }
    g.globalAlpha = 1;
  }
}

/** Both, made when first switched on. */
export class Density {
  /**
   * @param {any} blocks
   * @param {Rows} rows
   */
  constructor(blocks, rows) {
    this.blocks = blocks;
    this.rows = rows;
    /** @type {Map<string, Hexagons | Kilometres | null>} */
    this.made = new Map();
    /** @type {Rows | null} */
    this.shown = null;
  }

  /**
   * @param {string} name
   * @returns {Hexagons | Kilometres | null}
   */
  of(name) {
    let made = this.made.get(name);
    if (made === undefined) {
      const data = this.blocks[name];
      if (!data) made = null;
      else made = name === "hexagons" ? this.hexagons(data) : this.kilometres(data);
      if (made && this.shown && !data.columns) made.counts.count(this.shown);
      this.made.set(name, made);
    }
    return made;
  }

  /** @param {any} data */
  hexagons(data) {
    const { all } = this.rows;
    if (!data.columns) return new Hexagons(all.x, all.y, data.acrossKm);
    const table = new Table(data.columns, new Parts(data));
    const [longitude, latitude] = [table.column("longitude"), table.column("latitude")];
    const place = (/** @type {any} */ column, /** @type {(degrees: number) => number} */ project) =>
      Float64Array.from({ length: data.count }, (_, i) => (column?.has(i) ? project(column.get(i)) : NaN));
    return new Hexagons(place(longitude, toX), place(latitude, toY), data.acrossKm);
  }

  /** @param {any} data */
  kilometres(data) {
    const border = this.blocks.border ?? data.line;
    if (!border) return null;
    const line = new Line(border);
    if (!data.columns) return new Kilometres(this.rows.all.table.column("chainage_km"), this.rows.all.count, data.everyKm, line);
    const table = new Table(data.columns, new Parts(data));
    return new Kilometres(table.column("chainage_km"), data.count, data.everyKm, line);
  }

  /**
   * @param {Rows} shown
   * @param {Record<string, boolean>} layers
   * @returns {boolean} whether anything drawn may have changed
   */
  show(shown, layers) {
    this.shown = shown;
    let isChanged = false;
    for (const name of ["hexagons", "kilometres"]) {
      if (!this.blocks[name] || this.blocks[name].columns) continue;
      if (layers[name]) this.of(name)?.counts.count(shown);
      else this.made.delete(name);
      isChanged ||= layers[name];
    }
    return isChanged;
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {View} view
   * @param {Theme} theme
   * @param {Record<string, boolean>} layers
   */
  draw(g, view, theme, layers) {
    for (const name of ["hexagons", "kilometres"]) {
      if (layers[name] && this.blocks[name]) this.of(name)?.draw(g, view, theme);
    }
  }
}

/** How strong each class is, for the legend. */
export const STRENGTHS = ALPHAS;
