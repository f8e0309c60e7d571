// The interface's words: all of them stand in strings.json.

import strings from "./strings.json" with { type: "json" };

/** @type {Record<string, string>} */
const WORDS = strings;

/**
 * The words of a key, with {names} filled in; the key itself if there are none.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const words = WORDS[key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
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
  return key in WORDS;
}

/**
 * A whole number with commas between thousands, whatever the browser's language.
 * @param {number} n
 */
export function group(n) {
  const digits = String(Math.abs(Math.round(n))).replace(/\B(?=(\d{3})+$)/g, ",");
  return (Math.round(n) < 0 ? "−" : "") + digits;
}
