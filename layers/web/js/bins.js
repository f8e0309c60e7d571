// Counting incidents by day, week, month or year.

import { isoDay, readDay } from "./format.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {{from: number, to: number, counts: Map<string, number>, total: number}} Bin
 *   from and to are day numbers, both inclusive; counts by family */

export const UNITS = ["day", "week", "month", "year"];

/**
 * The unit that makes a readable number of bars.
 * @param {number} from
 * @param {number} to
 */
export function chooseUnit(from, to) {
  const days = to - from + 1;
  if (days <= 62) return "day";
  if (days <= 7 * 70) return "week";
  return days <= 366 * 9 ? "month" : "year";
}

/**
 * The first day of the unit that a day lies in.
 * @param {number} day
 * @param {string} unit
 */
export function floorTo(day, unit) {
  if (unit === "day") return day;
  if (unit === "week") return day - ((((day + 3) % 7) + 7) % 7); // weeks start on Monday
  const { year, month } = /** @type {{year: number, month: number}} */ (readDay(isoDay(day)));
  return Date.UTC(year, unit === "month" ? month - 1 : 0, 1) / 86_400_000;
}

/**
 * The first day of the next unit.
 * @param {number} day the first day of a unit
 * @param {string} unit
 */
export function nextUnit(day, unit) {
  if (unit === "day") return day + 1;
  if (unit === "week") return day + 7;
  const { year, month } = /** @type {{year: number, month: number}} */ (readDay(isoDay(day)));
  const date = unit === "month" ? Date.UTC(year, month, 1) : Date.UTC(year + 1, 0, 1);
  return date / 86_400_000;
}

/**
 * Bars from the first to the last day; an event counts in every one its days touch.
 * @param {Row[]} rows dated ones
 * @param {number} from
 * @param {number} to
 * @param {string} unit
 * @returns {Bin[]}
 */
export function countBins(rows, from, to, unit) {
  /** @type {Bin[]} */
  const bins = [];
  for (let day = floorTo(from, unit); day <= to; day = nextUnit(day, unit)) {
    bins.push({ from: day, to: nextUnit(day, unit) - 1, counts: new Map(), total: 0 });
  }
  for (const row of rows) {
    for (const bin of bins) {
      if (row.start === null || row.end === null) continue;
      if (row.start > bin.to || row.end < bin.from) continue;
      bin.counts.set(row.family, (bin.counts.get(row.family) ?? 0) + 1);
      bin.total += 1;
    }
  }
  return bins;
}
