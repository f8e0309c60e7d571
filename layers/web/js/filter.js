// Which incidents pass, and in which order they are told.

import { searchText } from "./rows.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./store.js").State} State */

/**
 * @param {Row} row
 * @param {State} state
 * @param {{time?: boolean, types?: boolean, here?: boolean}} [use] parts of the filter to use;
 *   all by default. `here` is what a click on a group chose: it narrows the list, not the map.
 */
export function passes(row, state, { time = true, types = true, here = true } = {}) {
  const { filter, layers } = state;
  if (row.isBackground && !layers.background) return false;
  if (types && filter.types && !filter.types.includes(row.type)) return false;
  if (here && filter.here && !filter.here.includes(row.id)) return false;
  if (time && !isWithin(row, filter.from, filter.to)) return false;
  for (const [name, value] of Object.entries(filter.facets)) {
    if (value && !facetValues(row, name).includes(value)) return false;
  }
  return !filter.words || searchText(row).includes(filter.words.toLocaleLowerCase("en"));
}

/**
 * What an incident is filed under.
 * @param {Row} row
 * @param {string} name of the facet
 * @returns {string[]}
 */
export function facetValues(row, name) {
  const { get } = row;
  if (name === "dead") return [!row.deaths ? "none" : row.deaths < 10 ? "few" : "many"];
  if (name === "status") return [row.status];
  if (name === "side") return [get("border_side")].filter(Boolean);
  if (name === "relation") return [get("relation")].filter(Boolean);
  if (name === "district") return [get("sector_af"), get("sector_pk")].filter(Boolean);
  if (name === "outlet") {
    const names = row.sources.map((source) => source.outlet);
    return /** @type {string[]} */ ([...new Set(names.filter(Boolean))]);
  }
  return [];
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

/** @param {Row} row */
const startOf = (row) => row.start ?? -Infinity;

/** @type {Record<string, (a: Row, b: Row) => number>} */
const ORDERS = {
  newest: (a, b) => startOf(b) - startOf(a),
  oldest: (a, b) => (a.start ?? Infinity) - (b.start ?? Infinity),
  deadliest: (a, b) => (b.deaths ?? -1) - (a.deaths ?? -1) || startOf(b) - startOf(a),
  alongLine: (a, b) => (a.km ?? Infinity) - (b.km ?? Infinity) || startOf(b) - startOf(a),
};

export const ORDER_NAMES = Object.keys(ORDERS);

/**
 * @param {Row[]} rows
 * @param {string} order
 */
export function sortRows(rows, order) {
  const compare = ORDERS[order] ?? ORDERS.newest;
  return [...rows].sort((a, b) => compare(a, b) || (a.id < b.id ? -1 : 1));
}
