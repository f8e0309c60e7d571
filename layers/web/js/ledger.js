// When crossings were closed and open: entries of the ledger, and what they say of a day. The rule
// is that of geo/incidents/ledger.py: what no entry covers is unknown, which is not open.

import { dayNumber } from "./format.js";

/**
 * @typedef {{crossing: string, state: string, since: number, until: number | null,
 *   traffic: string, direction: string, extent: string, by: string, incident: string,
 *   sources: number}} Entry
 * @typedef {{kind: string, direction: string, state: string, entry: Entry | null}} Answer
 * @typedef {{state: string, answers: Answer[]}} CrossingState
 * @typedef {{from: number, to: number, state: string}} Span days, both inclusive
 */

const KINDS = ["trade", "pedestrian", "returnees", "transit"];

/**
 * @param {any[][]} rows as the crossings block has them
 * @returns {Map<string, Entry[]>} by crossing
 */
export function readLedger(rows) {
  /** @type {Map<string, Entry[]>} */
  const found = new Map();
  for (const [crossing, state, since, until, traffic, direction, extent, by, incident, sources] of rows) {
    const entry = { crossing, state, traffic, direction, extent, by, incident, sources, since: dayNumber(since) ?? 0, until: dayNumber(until) };
    const entries = found.get(crossing);
    if (entries) entries.push(entry);
    else found.set(crossing, [entry]);
  }
  return found;
}

/**
 * What is known of one crossing on a day.
 * @param {Entry[] | undefined} entries of that crossing
 * @param {number} day
 * @param {[string, string]} ways the two directions
 * @returns {CrossingState}
 */
export function stateOn(entries, day, ways) {
  const here = (entries ?? []).filter((entry) => entry.since <= day);
  const answers = KINDS.flatMap((kind) => {
    const [there, back] = ways.map((way) => answer(here, day, kind, way));
    return there.entry === back.entry ? [{ ...there, direction: "both" }] : [there, back];
  });
  const states = new Set(answers.map((one) => one.state));
  return { state: states.size === 1 ? answers[0].state : "partly", answers };
}

/**
 * @param {Entry[]} here those that began by then
 * @param {number} day
 * @param {string} kind
 * @param {string} direction
 * @returns {Answer}
 */
function answer(here, day, kind, direction) {
  const said = here.filter(
    (entry) =>
      (entry.traffic === kind || entry.traffic === "all") &&
      (entry.direction === direction || entry.direction === "both"),
  );
  const unknown = { kind, direction, state: "unknown", entry: null };
  if (!said.length) return unknown;
  const runs = (/** @type {Entry} */ entry) => entry.until !== null && entry.until >= day;
  // What a user's table says of the days from one to another wins.
  const told = said.filter((entry) => !entry.incident && runs(entry));
  let latest = heaviest(told.length ? told : said);
  if (latest.until !== null && latest.until < day) {
    const longer = said.filter(runs);
    if (!longer.length) return unknown;
    latest = heaviest(longer);
  }
  return { kind, direction, state: latest.extent === "partly" ? "partly" : latest.state, entry: latest };
}

/** @param {Entry[]} entries */
function heaviest(entries) {
  return entries.reduce((best, entry) => (compare(entry, best) > 0 ? entry : best));
}

/**
 * The later day; of one day the user's word, then what is said of this traffic, then closed.
 * @param {Entry} a
 * @param {Entry} b
 */
function compare(a, b) {
  const text = (/** @type {string} */ x, /** @type {string} */ y) => (x < y ? -1 : x > y ? 1 : 0);
  return (
    a.since - b.since ||
    Number(!a.incident) - Number(!b.incident) ||
    Number(a.traffic !== "all") - Number(b.traffic !== "all") ||
    Number(a.state === "closed") - Number(b.state === "closed") ||
    text(a.incident, b.incident)
  );
}

/**
 * The days of a crossing by its state, those of which nothing is known left out.
 * @param {Entry[]} entries of that crossing
 * @param {number} last day to tell of
 * @param {[string, string]} ways
 * @returns {Span[]}
 */
export function spans(entries, last, ways) {
  const turns = new Set(entries.flatMap(({ since, until }) => (until === null ? [since] : [since, until + 1])));
  const days = [...turns].filter((day) => day <= last).sort((a, b) => a - b);
  /** @type {Span[]} */
  const found = [];
  days.forEach((from, i) => {
    const to = Math.min(last, (days[i + 1] ?? Infinity) - 1);
    const { state } = stateOn(entries, from, ways);
    const before = found[found.length - 1];
    if (before?.state === state && before.to === from - 1) before.to = to;
    else if (state !== "unknown") found.push({ from, to, state });
  });
  return found;
}
