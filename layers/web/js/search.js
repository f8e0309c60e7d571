// Searching all that a reader may look for: places, sentences, people, sources.

import { t } from "./words.js";

/** @typedef {import("./rows.js").Incidents} Incidents */

const COLUMNS = ["place_name", "quote", "adm_1", "adm_2", "side_a", "side_b", "sector_af", "sector_pk", "article"];
const MOST_KEPT = 12;

/** @type {WeakMap<Incidents, Map<string, Uint8Array>>} */
const searched = new WeakMap();

/**
 * Which rows hold every word of a search, letters of either case.
 * @param {Incidents} all
 * @param {string} words
 * @returns {Uint8Array} 1 by row
 */
export function searchRows(all, words) {
  const terms = words.toLocaleLowerCase("en").split(/\s+/).filter(Boolean);
  const hits = new Uint8Array(all.count).fill(1);
  for (const term of terms) {
    const found = findTerm(all, term);
    for (let i = 0; i < hits.length; i++) hits[i] &= found[i];
  }
  return hits;
}

/**
 * @param {Incidents} all
 * @param {string} term
 */
function findTerm(all, term) {
  let kept = searched.get(all);
  if (!kept) searched.set(all, (kept = new Map()));
  let hits = kept.get(term);
  if (!hits) {
    hits = lookUp(all, term);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(term, hits);
  }
  return hits;
}

/**
 * @param {Incidents} all
 * @param {string} term
 */
function lookUp(all, term) {
  const hits = new Uint8Array(all.count);
  const types = all.types.map((type) => t(`event.${type}`).toLocaleLowerCase("en").includes(term));
  if (types.includes(true)) for (let i = 0; i < hits.length; i++) if (types[all.type[i]]) hits[i] = 1;
  const found = (/** @type {number} */ i) => {
    hits[i] = 1;
  };
  for (const name of COLUMNS) all.table.column(name)?.search?.(term, found);
  const { sources } = all;
  if (!sources) return hits;
  const records = new Uint8Array(sources.count);
  for (const name of ["outlet", "title"]) {
    sources.table.column(name)?.search(term, (/** @type {number} */ at) => {
      records[at] = 1;
    });
  }
  if (records.includes(1)) sources.rowsOf(records, found);
  return hits;
}
