// Counting incidents by day, week, month or year.

import { isoDay, readDay } from "./format.js";
import { NO_DAY } from "./rows.js";

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
 * The first days of the bars from one day to another, and behind the last the day after it.
 * @param {number} from
 * @param {number} to
 * @param {string} unit
 * @returns {number[]}
 */
export function barStarts(from, to, unit) {
  const starts = [floorTo(from, unit)];
  while (starts[starts.length - 1] <= to) starts.push(nextUnit(starts[starts.length - 1], unit));
  return starts;
}

/** Counts by bar and family; which bars a row touches is worked out once. */
export class Bars {
  /**
   * @param {import("./rows.js").Incidents} all
   * @param {number} from
   * @param {number} to
   * @param {string} unit
   */
  constructor(all, from, to, unit) {
    this.all = all;
    const starts = barStarts(from, to, unit);
    this.starts = starts;
    this.bars = starts.length - 1;
    const days = new Uint16Array(starts[this.bars] - starts[0]);
    for (let bar = 0; bar < this.bars; bar++) {
      days.fill(bar, starts[bar] - starts[0], starts[bar + 1] - starts[0]);
    }
    this.first = new Uint16Array(all.count);
    this.last = new Uint16Array(all.count);
    for (let i = 0; i < all.count; i++) {
      if (all.start[i] === NO_DAY) continue;
      this.first[i] = days[all.start[i] - starts[0]];
      this.last[i] = days[all.end[i] - starts[0]];
    }
  }

  /**
   * An event counts in every bar its days touch.
   * @param {(i: number) => unknown} isOut
   * @returns {Bin[]}
   */
  count(isOut) {
    const { all, bars, starts, first, last } = this;
    const families = all.families.length;
    const steps = new Int32Array((bars + 1) * families);
    const family = Uint8Array.from(all.familyOfType);
    for (let i = 0; i < all.count; i++) {
      if (all.start[i] === NO_DAY || isOut(i)) continue;
      const of = family[all.type[i]];
      steps[first[i] * families + of]++;
      steps[(last[i] + 1) * families + of]--;
    }
    const running = new Int32Array(families);
    return Array.from({ length: bars }, (_, bar) => {
      /** @type {Map<string, number>} */
      const counts = new Map();
      let total = 0;
      for (let of = 0; of < families; of++) {
        running[of] += steps[bar * families + of];
        total += running[of];
        if (running[of]) counts.set(all.families[of], running[of]);
      }
      return { from: starts[bar], to: starts[bar + 1] - 1, counts, total };
    });
  }
}
