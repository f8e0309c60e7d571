// Very many incidents along the line: squares of kilometres and days, the darker the more.

import { LEFT, TOP } from "./stripaxes.js";

const SIDE = 5; // pixels

export class Heat {
  /**
   * @param {import("./strip.js").Strip} strip
   * @param {import("./rows.js").Rows} rows
   */
  constructor(strip, rows) {
    this.all = rows.all;
    this.rows = rows;
    const { all } = this;
    const across = Math.ceil((strip.right() - LEFT) / SIDE) + 1;
    const down = Math.ceil(((strip.height ?? 0) - TOP) / SIDE) + 1;
    const families = all.families.length;
    this.across = across;
    this.counts = new Uint32Array(across * down);
    this.families = new Uint32Array(across * down * families);
    this.cells = new Int32Array(rows.length);
    const km = all.table.column("chainage_km");
    const from = all.table.column("km_from");
    for (let k = 0; k < rows.length; k++) {
      const i = rows.number(k);
      const at = km?.has(i) ? km.values[i] / km.scale : (from?.get(i) ?? 0);
      const x = Math.floor((strip.x(at) - LEFT) / SIDE);
      const y = Math.floor((strip.markY(i) - TOP) / SIDE);
      const isIn = x >= 0 && x < across && y >= 0 && y < down;
      const cell = isIn ? y * across + x : -1;
      this.cells[k] = cell;
      if (cell < 0) continue;
      this.counts[cell]++;
      this.families[cell * families + all.familyOfType[all.type[i]]]++;
    }
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {(family: string) => string} colour
   */
  draw(g, colour) {
    const { all, counts, across } = this;
    const of = all.families.length;
    const colours = all.families.map(colour);
    const most = Math.log1p(counts.reduce((a, b) => Math.max(a, b), 1));
    for (let cell = 0; cell < counts.length; cell++) {
      if (!counts[cell]) continue;
      let main = 0;
      for (let family = 1; family < of; family++) {
        if (this.families[cell * of + family] > this.families[cell * of + main]) main = family;
      }
      g.fillStyle = colours[main];
      g.globalAlpha = 0.25 + 0.75 * (Math.log1p(counts[cell]) / most);
      const x = cell % across;
      g.fillRect(LEFT + x * SIDE, TOP + ((cell - x) / across) * SIDE, SIDE - 0.5, SIDE - 0.5);
    }
    g.globalAlpha = 1;
  }

  /**
   * The rows of the square at a point.
   * @param {number} x
   * @param {number} y
   */
  at(x, y) {
    const column = Math.floor((x - LEFT) / SIDE);
    if (column < 0 || column >= this.across) return null;
    const cell = Math.floor((y - TOP) / SIDE) * this.across + column;
    const found = [];
    for (let k = 0; k < this.cells.length; k++) if (this.cells[k] === cell) found.push(this.rows.number(k));
    return found;
  }
}
