// Which incidents pass, and in which order they are told. Every condition is a bit of a row's
// `fails`: a row is shown if none is set, and a count that leaves one condition out looks at the
// rest, so that a move of the brush costs one look at each row's days.

import { facetCodes } from "./facetcodes.js";
import { ALONG, BACKGROUND, NO_DAY, PLACED, Rows } from "./rows.js";
import { searchRows } from "./search.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./rows.js").Incidents} Incidents */
/** @typedef {import("./store.js").State} State */

export const TIME = 1;
export const TYPES = 2;
/** What a click on a group chose: it narrows the list, not the map. */
export const HERE = 4;
const WORDS = 8;
const BACK = 16;
const FACET = 32;

export const FACETS = ["actor", "side", "relation", "district", "precision", "dead", "status", "outlet"];

/** @param {string} name of a facet */
export const facetBit = (name) => FACET << FACETS.indexOf(name);

export class Filter {
  /** @param {Incidents} all */
  constructor(all) {
    this.all = all;
    this.fails = new Uint16Array(all.count);
    /** @type {Map<number, unknown>} what each bit was worked out for */
    this.done = new Map();
    this.version = 0; // of all but time
    /** @type {Map<string, import("./facetcodes.js").Codes>} */
    this.codes = new Map();
    this.shown = new Rows(all);
    this.listed = this.shown;
  }

  /**
   * Work out what a state lets through.
   * @param {State} state
   * @returns {Filter}
   */
  apply({ filter, layers }) {
    const { all } = this;
    const { start, end, type, flags } = all;
    const { from, to } = filter;
    this.set(TIME, from === null && to === null ? null : `${from} ${to}`, () => {
      const low = from ?? -Infinity;
      const high = to ?? Infinity;
      return (i) => start[i] === NO_DAY || end[i] < low || start[i] > high;
    });
    this.set(TYPES, filter.types?.join() ?? null, () => {
      const out = all.types.map((name) => !filter.types?.includes(name));
      return (i) => out[type[i]];
    });
    this.set(HERE, filter.here, () => {
      const kept = new Uint8Array(all.count);
      for (const id of filter.here ?? []) kept[Math.max(0, all.find(id))] = 1;
      return (i) => !kept[i];
    });
    const words = filter.words.trim();
    this.set(WORDS, words || null, () => {
      const hits = searchRows(all, words);
      return (i) => !hits[i];
    });
    this.set(BACK, layers.background ? null : "off", () => (i) => flags[i] & BACKGROUND);
    for (const name of FACETS) {
      this.set(facetBit(name), filter.facets[name] || null, () => {
        const { codes, values } = this.facet(name);
        const wanted = values.indexOf(filter.facets[name]);
        return (i) => !codes.has(i, wanted);
      });
    }
    return this.collect();
  }

  /**
   * @param {number} bit
   * @param {unknown} wanted null lets all through
   * @param {() => (i: number) => unknown} make what tells whether a row fails
   */
  set(bit, wanted, make) {
    if ((this.done.get(bit) ?? null) === wanted) return;
    const { fails } = this;
    const others = ~bit;
    if (wanted === null) for (let i = 0; i < fails.length; i++) fails[i] &= others;
    else {
      const isOut = make();
      for (let i = 0; i < fails.length; i++) {
        fails[i] = isOut(i) ? fails[i] | bit : fails[i] & others;
      }
    }
    this.done.set(bit, wanted);
    if (bit !== TIME && bit !== HERE) this.version += 1;
  }

  collect() {
    const { fails, all } = this;
    const isHere = (this.done.get(HERE) ?? null) !== null;
    const shown = new Uint32Array(fails.length);
    let n = 0;
    for (let i = 0; i < fails.length; i++) if (!(fails[i] & ~HERE)) shown[n++] = i;
    this.shown = new Rows(all, n === fails.length ? null : shown.subarray(0, n));
    this.listed = isHere ? this.shown.pick((i) => !fails[i]) : this.shown;
    return this;
  }

  /**
   * How many of each type all other conditions let through.
   * @returns {Uint32Array} by type
   */
  countTypes() {
    const { fails, all } = this;
    const counts = new Uint32Array(all.types.length);
    const others = ~(TYPES | HERE);
    for (let i = 0; i < fails.length; i++) if (!(fails[i] & others)) counts[all.type[i]]++;
    return counts;
  }

  /** @param {string} name */
  facet(name) {
    let codes = this.codes.get(name);
    if (!codes) {
      codes = facetCodes(this.all, name);
      this.codes.set(name, codes);
    }
    return codes;
  }

  /**
   * The values of a facet among what all other conditions let through, most frequent first.
   * @param {string} name
   * @param {number} [most]
   * @returns {[string, number][]}
   */
  countValues(name, most = 60) {
    const { codes, values } = this.facet(name);
    const counts = new Uint32Array(values.length);
    const others = ~(facetBit(name) | HERE);
    codes.count(counts, this.fails, others);
    const found = values.flatMap((value, code) =>
      counts[code] ? [/** @type {[string, number]} */ ([value, counts[code]])] : [],
    );
    return found.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, most);
  }
}

/** @type {WeakMap<Incidents, Filter>} */
const filters = new WeakMap();

/**
 * The one filter of a table.
 * @param {Incidents} all
 */
export function filterOf(all) {
  let filter = filters.get(all);
  if (!filter) filters.set(all, (filter = new Filter(all)));
  return filter;
}

/**
 * An event counts for every day of its interval; an undated one passes only without a time filter.
 * @param {Row} row
 * @param {number | null} from
 * @param {number | null} to
 */
export function isWithin(row, from, to) {
  if (from === null && to === null) return true;
  if (row.start === null || row.end === null) return false;
  return row.end >= (from ?? -Infinity) && row.start <= (to ?? Infinity);
}

const LAST = 0x7ffffff; // a key behind all others
const ROOM = 0x2000000; // so many rows can be sorted

/** @type {Record<string, (all: Incidents) => Uint32Array>} */
const ORDERS = {
  newest,
  oldest: (all) => datedFirst(all, Uint32Array.from({ length: all.count }, (_, i) => i)),
  deadliest: (all) => sortBy(newest(all), (i) => -all.deaths[i]),
  alongLine: (all) => {
    const km = all.table.column("chainage_km")?.whole(LAST);
    return km ? sortBy(newest(all), (i) => km[i]) : newest(all);
  },
};

export const ORDER_NAMES = Object.keys(ORDERS);

/** @type {WeakMap<Incidents, Map<string, Uint32Array>>} */
const permutations = new WeakMap();

/**
 * @param {Incidents} all
 * @param {string} order
 */
function permutation(all, order) {
  let made = permutations.get(all);
  if (!made) permutations.set(all, (made = new Map()));
  const name = ORDERS[order] ? order : "newest";
  let numbers = made.get(name);
  if (!numbers) made.set(name, (numbers = ORDERS[name](all)));
  return numbers;
}

/**
 * @param {Rows} rows
 * @param {string} order
 * @returns {Rows}
 */
export function sortRows(rows, order) {
  const { all } = rows;
  const numbers = permutation(all, order);
  if (!rows.indices) return new Rows(all, numbers);
  const kept = new Uint8Array(all.count);
  for (let k = 0; k < rows.indices.length; k++) kept[rows.indices[k]] = 1;
  const sorted = new Uint32Array(rows.length);
  let n = 0;
  for (let k = 0; k < numbers.length; k++) if (kept[numbers[k]]) sorted[n++] = numbers[k];
  return new Rows(all, sorted);
}

/** Rows in an order, a few at a time: nobody looks at all of a million. */
export class Reading {
  /**
   * @param {Rows} rows
   * @param {string} order
   * @param {boolean} isPlaced whether to read those that the map shows, or those it cannot show
   */
  constructor(rows, order, isPlaced) {
    const { all } = rows;
    const { flags, count } = all;
    this.all = all;
    this.numbers = permutation(all, order);
    this.at = 0;
    const isWanted = (/** @type {number} */ i) => Boolean(flags[i] & (PLACED | ALONG)) === isPlaced;
    this.kept = rows.indices ? new Uint8Array(count) : null;
    this.isWanted = isWanted;
    this.length = 0;
    for (let k = 0; k < rows.length; k++) {
      const i = rows.number(k);
      if (!isWanted(i)) continue;
      this.length++;
      if (this.kept) this.kept[i] = 1;
    }
  }

  /**
   * @param {number} most
   * @returns {Row[]}
   */
  next(most) {
    const found = [];
    for (; this.at < this.numbers.length && found.length < most; this.at++) {
      const i = this.numbers[this.at];
      if (this.kept ? this.kept[i] : this.isWanted(i)) found.push(this.all.row(i));
    }
    return found;
  }
}

/**
 * By first day from the last on, then as they stand; the undated last.
 * @param {Incidents} all
 */
function newest(all) {
  const { start, count } = all;
  const isSorted = start.every((/** @type {number} */ day, /** @type {number} */ i) => !i || start[i - 1] === day || day === NO_DAY || (start[i - 1] !== NO_DAY && start[i - 1] < day));
  if (isSorted) return lastDaysFirst(start, count);
  const numbers = Uint32Array.from({ length: all.count }, (_, i) => i);
  return sortBy(numbers, (i) => (all.start[i] === NO_DAY ? LAST : -all.start[i]));
}

/**
 * The same of rows that stand in the order of their days, as the page's do: no sorting.
 * @param {Int32Array} start
 * @param {number} count
 */
function lastDaysFirst(start, count) {
  const numbers = new Uint32Array(count);
  let undated = count;
  while (undated > 0 && start[undated - 1] === NO_DAY) undated--;
  let n = 0;
  for (let end = undated; end > 0; ) {
    let first = end - 1;
    while (first > 0 && start[first - 1] === start[end - 1]) first--;
    for (let i = first; i < end; i++) numbers[n++] = i;
    end = first;
  }
  for (let i = undated; i < count; i++) numbers[n++] = i;
  return numbers;
}

/**
 * @param {Incidents} all
 * @param {Uint32Array} numbers
 */
function datedFirst(all, numbers) {
  return sortBy(numbers, (i) => (all.start[i] === NO_DAY ? LAST : all.start[i]));
}

/**
 * Sorted by a key that is a number, in the order given where keys are the same.
 * @param {Uint32Array} numbers
 * @param {(i: number) => number} key
 */
function sortBy(numbers, key) {
  // One float holds the key and the place: that sorts without a call for each comparison.
  const keys = new Float64Array(numbers.length);
  for (let n = 0; n < numbers.length; n++) keys[n] = key(numbers[n]) * ROOM + n;
  keys.sort();
  return Uint32Array.from(keys, (value) => numbers[value - Math.floor(value / ROOM) * ROOM]);
}
