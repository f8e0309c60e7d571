// Incidents as the page works with them, from the columns of the data block.

import { dayNumber } from "./format.js";
import { unpackLine } from "./pack.js";
import { t } from "./words.js";

/**
 * @typedef {{claimant?: string, group?: string, words?: string, of?: string, kind?: string,
 *   low?: number, high?: number, quote?: string, counts?: boolean, shared?: boolean}} Claim
 * @typedef {{article?: string, title?: string, outlet?: string, url?: string, url_text?: string,
 *   archive_url?: string, published?: string, language?: string, note?: string}} Source
 * @typedef {{i: number, id: string, type: string, family: string, start: number | null,
 *   end: number | null, at: [number, number] | null, place: string, km: number | null,
 *   deaths: number | null, isBackground: boolean, isChecked: boolean, status: string,
 *   claims: Claim[], sources: Source[], area: [number, number][][] | null,
 *   stretch: [number, number] | null, isAlong: boolean, isClosed: boolean, text: string,
 *   get: (column: string) => any}} Row
 */

// A longer stretch is no place: a pin in its middle would say what no source says.
const LONG_KM = 300;

/**
 * @param {any} data the incidents block
 * @param {any} style the style block
 * @returns {Row[]}
 */
export function readRows(data, style) {
  const read = readers(data.columns);
  const rows = [];
  for (let i = 0; i < data.count; i++) rows.push(readRow(i, data, style, read));
  return rows;
}

/**
 * @param {number} i
 * @param {any} data
 * @param {any} style
 * @param {(column: string, i: number) => any} read
 * @returns {Row}
 */
function readRow(i, data, style, read) {
  const get = (/** @type {string} */ column) => read(column, i);
  const type = style.events[get("event_type")] ? get("event_type") : "other";
  const longitude = get("longitude");
  const latitude = get("latitude");
  const status = get("status") ?? "extracted";
  const kmFrom = get("km_from");
  const stretch = get("footprint") === "stretch" && kmFrom !== null ? [kmFrom, get("km_to")] : null;
  const isPlaced = longitude !== null && latitude !== null && get("footprint") !== "none";
  return {
    i,
    id: String(get("incident_id") ?? i),
    type,
    family: style.events[type].family,
    start: dayNumber(get("date_start")),
    end: dayNumber(get("date_end")) ?? dayNumber(get("date_start")),
    at: isPlaced ? [longitude, latitude] : null,
    place: get("place_name") ?? "",
    km: get("chainage_km"),
    deaths: get("best"),
    isBackground: Boolean(get("is_background")),
    isChecked: status !== "extracted",
    status,
    claims: data.claims[i] ?? [],
    sources: (data.sourceCodes[i] ?? []).map((/** @type {number} */ code) => data.sources[code]),
    area: readArea(data, i),
    stretch: /** @type {[number, number] | null} */ (stretch),
    isClosed: (data.closed ?? []).includes(i),
    isAlong: stretch !== null && stretch[1] - stretch[0] > LONG_KM,
    text: "",
    get,
  };
}

/**
 * @param {any} data
 * @param {number} i
 */
function readArea(data, i) {
  const rings = data.areas[String(i)];
  if (!rings) return null;
  return rings.map((/** @type {[string, string]} */ ring) => unpackLine(ring, data.areaDigits));
}

/**
 * @param {Record<string, any>} columns
 * @returns {(column: string, i: number) => any} null where there is no value
 */
function readers(columns) {
  return (column, i) => {
    const values = columns[column];
    if (!values) return null; // not in the table
    if (Array.isArray(values)) return values[i] ?? null;
    return values.words[values.codes[i]] ?? null;
  };
}

/**
 * The words a search looks through, in small letters.
 * @param {Row} row
 */
export function searchText(row) {
  if (!row.text) {
    const words = [t(`event.${row.type}`), row.place, row.get("quote"), row.get("adm_1"), row.get("adm_2"), row.get("side_a")];
    words.push(row.get("side_b"), row.get("sector_af"), row.get("sector_pk"), row.get("article"));
    for (const source of row.sources) words.push(source.outlet, source.title);
    row.text = words.filter(Boolean).join(" ").toLocaleLowerCase("en");
  }
  return row.text;
}
