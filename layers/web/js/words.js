// The interface's words: all of them stand in strings.json.

import strings from "./strings.json" with { type: "json" };

// A map, not an object: "constructor" is the name of a place like any other.
/** @type {Map<string, string>} */
const WORDS = new Map(Object.entries(strings));

/**
 * The words of a key, with {names} filled in; the key itself if there are none.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const words = WORDS.get(key) ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}

/**
 * The words of a key for a number of things: "one incident", "two incidents".
 * @param {string} key
 * @param {number} n
 * @param {Record<string, string | number>} [values]
 */
export function tn(key, n, values = {}) {
  return t(`${key}.${n === 1 ? "one" : "other"}`, { n: group(n), ...values });
}

/** @param {string} key */
export function has(key) {
  return WORDS.has(key);
}

/**
 * A whole number with commas between thousands, whatever the browser's language.
 * @param {number} n
 */
export function group(n) {
  const digits = String(Math.abs(Math.round(n))).replace(/\B(?=(\d{3})+$)/g, ",");
  return (Math.round(n) < 0 ? "−" : "") + digits;
}
