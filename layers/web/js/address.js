// What the reader sees, in the address: view, time, filter, layers, incident. Only what differs
// from the page as it opens is written.

import { dayNumber, isoDay } from "./format.js";
import { INITIAL } from "./store.js";

const OPENING = INITIAL.layers;

/** @typedef {import("./store.js").State} State */
/** @typedef {{zoom: number, latitude: number, longitude: number}} Place */
/** @typedef {{place?: Place, strip?: boolean, selected?: string, tab?: string, off?: string[],
 *   on?: string[], filter: Partial<import("./store.js").Filter>}} Address */

/**
 * @param {State} state
 * @param {{place?: Place | null, strip?: boolean, embed?: boolean}} more place: null for the whole
 *   border; embed: whether the address asks for a part of another page
 * @returns {string} without the #
 */
export function writeAddress(state, { place = null, strip = false, embed = false }) {
  const { filter, layers } = state;
  const parts = new URLSearchParams();
  if (place) {
    const at = [place.zoom.toFixed(2), place.latitude.toFixed(4), place.longitude.toFixed(4)];
    parts.set("map", at.join("/"));
  }
  if (filter.from !== null) parts.set("from", isoDay(filter.from));
  if (filter.to !== null) parts.set("to", isoDay(filter.to));
  if (filter.types) parts.set("type", filter.types.join(","));
  if (filter.words) parts.set("q", filter.words);
  for (const name of Object.keys(filter.facets).sort()) {
    if (filter.facets[name]) parts.set(`f.${name}`, filter.facets[name]);
  }
  const differ = (/** @type {boolean} */ isOn) =>
    Object.keys(layers).filter((name) => layers[name] === isOn && OPENING[name] !== isOn);
  if (differ(false).length) parts.set("off", differ(false).join(","));
  if (differ(true).length) parts.set("on", differ(true).join(","));
  if (state.tab !== "incidents") parts.set("tab", state.tab);
  if (strip) parts.set("strip", "1");
  if (state.selected) parts.set("id", state.selected);
  if (embed) parts.set("embed", "1");
  // Slashes and commas may stand in an address as they are.
  return parts.toString().replace(/%2F/g, "/").replace(/%2C/g, ",");
}

/**
 * @param {string} text with or without the #
 * @returns {Address}
 */
export function readAddress(text) {
  const parts = new URLSearchParams(text.replace(/^#/, ""));
  /** @type {Address} */
  const address = { filter: {} };
  const [zoom, latitude, longitude] = (parts.get("map") ?? "").split("/").map(Number);
  if (parts.has("map") && [zoom, latitude, longitude].every(Number.isFinite)) {
    address.place = { zoom, latitude, longitude };
  }
  address.filter.from = dayNumber(parts.get("from"));
  address.filter.to = dayNumber(parts.get("to"));
  address.filter.types = parts.get("type")?.split(",").filter(Boolean) ?? null;
  address.filter.words = parts.get("q") ?? "";
  address.filter.facets = Object.fromEntries(
    [...parts].filter(([name]) => name.startsWith("f.")).map(([name, value]) => [name.slice(2), value]),
  );
  address.off = parts.get("off")?.split(",").filter(Boolean) ?? [];
  address.on = parts.get("on")?.split(",").filter(Boolean) ?? [];
  address.tab = parts.get("tab") ?? "incidents";
  address.strip = parts.get("strip") === "1";
  address.selected = parts.get("id") ?? undefined;
  return address;
}
