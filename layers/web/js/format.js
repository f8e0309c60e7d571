// Numbers, days and intervals as people read them.

import { group, has, t } from "./words.js";

const NARROW = "\u202f"; // a thin space that does not break

/**
 * @param {number} km
 * @returns {string} "2,611 km", "0.4 km"
 */
export function km(km) {
  return t("km.unit", { n: kmNumber(km) }).replace(" ", NARROW);
}

/** @param {number} value */
export function kmNumber(value) {
  return value !== 0 && Math.abs(value) < 9.95 ? String(Math.round(value * 10) / 10) : group(value);
}

/**
 * @param {number} value
 * @returns {string} "km 804"
 */
export function atKm(value) {
  return t("km.at", { km: group(value) }).replace(" ", "\u00a0");
}

/**
 * A kilometre with what it may err by: "km 804 ± 3 km", or the interval if it is lopsided.
 * @param {number} best
 * @param {number | null} low
 * @param {number | null} high
 */
export function kmInterval(best, low, high) {
  if (low === null || high === null || high - low < 1) return atKm(best);
  const left = best - low;
  const right = high - best;
  if (Math.abs(left - right) <= 0.25 * Math.max(left, right) + 1) {
    const error = group(Math.max(1, Math.max(left, right)));
    return t("km.plusMinus", { km: group(best), error });
  }
  return kmRange(low, high);
}

/**
 * @param {number} from
 * @param {number} to
 * @returns {string} "km 884 to 1,068"
 */
export function kmRange(from, to) {
  return t("km.range", { from: group(from), to: group(to) });
}

/**
 * A distance with its interval: "2.1 km (0 to 4.1)".
 * @param {number} best
 * @param {number | null} low
 * @param {number | null} high
 */
export function distance(best, low, high) {
  const shown = best < 0.1 ? t("km.lessThan", { n: km(0.1) }) : km(best);
  if (low === null || high === null || high - low < 0.2) return shown;
  return t("distance.interval", { best: shown, low: kmNumber(low), high: km(high) });
}

/**
 * A number of people from two bounds: "23", "9 to 12", "up to 200", "12 or more".
 * @param {number | null | undefined} low
 * @param {number | null | undefined} high
 */
export function range(low, high) {
  if (low == null && high == null) return t("detail.unknownNumber");
  if (low == null) return t("detail.upTo", { high: group(high ?? 0) });
  if (high == null) return t("detail.atLeast", { low: group(low) });
  return low === high ? group(low) : t("detail.range", { low: group(low), high: group(high) });
}

/**
 * @param {string} iso a day
 * @returns {{year: number, month: number, day: number} | null} month 1 to 12
 */
export function readDay(iso) {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso ?? "");
  return found && { year: +found[1], month: +found[2], day: +found[3] };
}

/**
 * Days as people write them: "12 October 2025", "18–19 October 2025", "October 2025".
 * @param {string | null} start
 * @param {string | null} end
 * @param {{short?: boolean}} [options]
 */
export function days(start, end, { short = false } = {}) {
  const first = start ? readDay(start) : null;
  const last = (end ? readDay(end) : null) ?? first;
  if (!first || !last) return t("list.undated");
  const names = t(short ? "months.short" : "months").split(" ");
  const month = (/** @type {number} */ n) => names[n - 1] ?? "";
  if (start === end || !end) return `${first.day} ${month(first.month)} ${first.year}`;
  const isWhole = first.day === 1 && last.day === daysIn(last.year, last.month);
  if (first.year === last.year && first.month === last.month) {
    if (isWhole) return `${month(first.month)} ${first.year}`;
    return `${first.day}–${last.day} ${month(first.month)} ${first.year}`;
  }
  const close = `${last.day} ${month(last.month)} ${last.year}`;
  if (isWhole && first.month === 1 && last.month === 12) {
    return first.year === last.year ? `${first.year}` : `${first.year}–${last.year}`;
  }
  const year = first.year === last.year ? "" : ` ${first.year}`;
  return `${first.day} ${month(first.month)}${year} – ${close}`;
}

/**
 * @param {number} year
 * @param {number} month 1 to 12
 */
export function daysIn(year, month) {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * A day as its number since 1970, and back.
 * @param {string | null | undefined} iso
 * @returns {number | null}
 */
export function dayNumber(iso) {
  const day = iso ? readDay(iso) : null;
  return day && Date.UTC(day.year, day.month - 1, day.day) / 86_400_000;
}

/** @param {number} number */
export function isoDay(number) {
  return new Date(number * 86_400_000).toISOString().slice(0, 10);
}

/**
 * @param {number} bearing degrees clockwise from north
 * @returns {string} "west-southwest"
 */
export function compass(bearing) {
  const names = t("compass").split(" ");
  return names[Math.round(bearing / 22.5) % 16] ?? "";
}

/** @type {Map<string, string>} */
let countries = new Map();

/**
 * Names of countries beyond those among the words.
 * @param {Record<string, string>} names
 */
export function learnCountries(names) {
  countries = new Map(Object.entries(names));
}

/**
 * @param {string | null} code ISO 3166 code
 * @returns {string}
 */
export function country(code) {
  if (!code) return "";
  return has(`country.${code}`) ? t(`country.${code}`) : (countries.get(code) ?? code);
}
