// Where there are more pins than a reader can tell apart: one symbol for all in a square of the
// grid, over the part of the map that is seen. The grid stays where it is when the map moves.

/** @typedef {import("./rows.js").Incidents} Incidents */
/** @typedef {import("./plane.js").View} View */
/**
 * @typedef {{x: number, y: number, r: number, homeX: number, homeY: number, count: number,
 *   i: number, families: Uint32Array | null, members: () => ArrayLike<number>}} Mark
 *   one symbol on the map: `i` is the number of its row, -1 of several
 */

const CELL = 46;

/** The radius of a symbol that stands for many. */
export function crowdRadius(/** @type {number} */ count) {
  return Math.min(23, 9 + 3.6 * Math.log10(count));
}

/**
 * The rows of which the places lie in view.
 * @param {Incidents} all
 * @param {Uint32Array} numbers
 * @param {View} view
 * @param {number} [room] pixels around it
 * @returns {Uint32Array}
 */
export function inView({ x, y }, numbers, view, room = 0) {
  const west = (view.left - room) / view.scale;
  const north = (view.top - room) / view.scale;
  const east = (view.left + view.width + room) / view.scale;
  const south = (view.top + view.height + room) / view.scale;
  const found = new Uint32Array(numbers.length);
  let n = 0;
  for (let k = 0; k < numbers.length; k++) {
    const i = numbers[k];
    if (x[i] >= west && x[i] <= east && y[i] >= north && y[i] <= south) found[n++] = i;
  }
  return found.subarray(0, n);
}

/** All pins in view as symbols of many; remembers which pin went where. */
export class Crowd {
  /**
   * @param {Incidents} all
   * @param {Uint32Array} numbers rows in view
   * @param {View} view
   * @param {number} alone the row that stands by itself, -1 for none
   */
  constructor(all, numbers, view, alone) {
    this.all = all;
    this.numbers = numbers;
    this.view = view;
    this.alone = alone;
    this.column = Math.floor(view.left / CELL);
    this.line = Math.floor(view.top / CELL);
    this.across = Math.ceil(view.width / CELL) + 2;
    this.down = Math.ceil(view.height / CELL) + 2;
    const cells = this.across * this.down;
    this.counts = new Uint32Array(cells);
    this.families = new Uint32Array(cells * all.families.length);
    this.sumX = new Float64Array(cells);
    this.sumY = new Float64Array(cells);
    this.last = new Int32Array(cells);
    this.count();
    /** @type {Mark[]} */
    this.marks = [];
    this.markOf = new Int32Array(this.counts.length).fill(-1);
    this.join();
  }

  /** @param {number} i */
  cell(i) {
    const { all, view } = this;
    const column = Math.floor((all.x[i] * view.scale) / CELL) - this.column;
    const line = Math.floor((all.y[i] * view.scale) / CELL) - this.line;
    if (column < 0 || line < 0 || column >= this.across || line >= this.down) return -1;
    return line * this.across + column;
  }

  count() {
    const { all, numbers, view, alone } = this;
    const { x, y, type } = all;
    const families = all.families.length;
    const family = Uint8Array.from(all.familyOfType);
    const { counts, sumX, sumY, last, across, column, line } = this;
    const scale = view.scale / CELL;
    for (let k = 0; k < numbers.length; k++) {
      const i = numbers[k];
      if (i === alone) continue;
      const atX = x[i] * scale;
      const atY = y[i] * scale;
      const cell = (Math.floor(atY) - line) * across + Math.floor(atX) - column;
      counts[cell]++;
      sumX[cell] += atX;
      sumY[cell] += atY;
      last[cell] = i;
      this.families[cell * families + family[type[i]]]++;
    }
  }

  /** Squares become symbols, the fullest first; one that would lie over a fuller one joins it. */
  join() {
    const { counts, markOf, marks } = this;
    const full = [];
    for (let cell = 0; cell < counts.length; cell++) if (counts[cell]) full.push(cell);
    full.sort((a, b) => counts[b] - counts[a] || a - b);
    for (const cell of full) {
      const made = this.mark(cell);
      const near = this.nearest(cell, made);
      if (near >= 0) {
        marks[near] = add(marks[near], made);
        markOf[cell] = near;
      } else {
        markOf[cell] = marks.length;
        marks.push(made);
      }
    }
    marks.forEach((mark, at) => {
      if (mark.count > 1) mark.members = () => this.members(at);
    });
    if (this.alone >= 0) marks.push(this.single(this.alone));
  }

  /**
   * @param {number} cell
   * @returns {Mark}
   */
  mark(cell) {
    const { all, counts, view } = this;
    const count = counts[cell];
    const of = all.families.length;
    const families = this.families.slice(cell * of, (cell + 1) * of);
    if (count === 1) return { ...this.single(this.last[cell]), families };
    const x = (this.sumX[cell] / count) * CELL - view.left;
    const y = (this.sumY[cell] / count) * CELL - view.top;
    return { x, y, homeX: x, homeY: y, r: crowdRadius(count), count, i: -1, families, members: () => [] };
  }

  /**
   * @param {number} i
   * @returns {Mark}
   */
  single(i) {
    const x = this.all.x[i] * this.view.scale - this.view.left;
    const y = this.all.y[i] * this.view.scale - this.view.top;
    return { x, y, homeX: x, homeY: y, r: 9, count: 1, i, families: null, members: () => [i] };
  }

  /**
   * The symbol beside a square that a new one would lie over, -1 if none.
   * @param {number} cell
   * @param {Mark} made
   */
  nearest(cell, made) {
    const { across, down, markOf, marks } = this;
    const column = cell % across;
    const line = (cell - column) / across;
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        if (column + dx < 0 || column + dx >= across || line + dy < 0 || line + dy >= down) continue;
        const at = markOf[(line + dy) * across + column + dx];
        if (at < 0) continue;
        const reach = (marks[at].r + made.r) * 0.86;
        if (Math.hypot(marks[at].x - made.x, marks[at].y - made.y) < reach) return at;
      }
    }
    return -1;
  }

  /** @param {number} at of the symbol */
  members(at) {
    return this.numbers.filter((i) => i !== this.alone && this.markOf[this.cell(i)] === at);
  }

  /**
   * The symbol that a row is part of.
   * @param {number} i
   */
  find(i) {
    if (i === this.alone) return this.marks[this.marks.length - 1];
    const cell = this.cell(i);
    return cell < 0 ? undefined : this.marks[this.markOf[cell]];
  }
}

/**
 * @param {Mark} large stays where it stands
 * @param {Mark} small
 * @returns {Mark}
 */
function add(large, small) {
  const count = large.count + small.count;
  const families = Uint32Array.from(large.families ?? [], (n, of) => n + (small.families?.[of] ?? 0));
  return { ...large, count, families, r: crowdRadius(count), i: -1 };
}
