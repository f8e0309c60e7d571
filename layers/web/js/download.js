// What is shown, as files: a table, GeoJSON, a picture. Rows that may not be passed on stay out.

import { own } from "./dom.js";
import { SvgContext } from "./svgcanvas.js";
import { t } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */

const COLUMNS = [
  "incident_id event_type date_start date_end date_prec date_source where_prec place_name country",
  "adm_1 adm_2 longitude latitude radius_km footprint km_from km_to chainage_km chainage_low_km",
  "chainage_high_km distance_km distance_low_km distance_high_km border_side p_first relation",
  "direction sector_af sector_pk nearest_crossing crossing_km side_a side_b best low high deaths_a",
  "deaths_b deaths_civilians deaths_unknown injured quote article is_background confidence status",
  "reviewed_by reviewed_at review_note dataset dataset_version licence",
]
  .join(" ")
  .split(" ");

/**
 * Rows as a table. A cell that a spreadsheet would run as a formula starts with an apostrophe.
 * @param {Row[]} rows
 */
export function toCsv(rows) {
  const lines = [[...COLUMNS, "claims", "sources"].join(",")];
  for (const row of rows) {
    const cells = COLUMNS.map((name) => row.get(name));
    cells.push(JSON.stringify(row.claims), JSON.stringify(row.sources));
    lines.push(cells.map(toCell).join(","));
  }
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

/** @param {unknown} value */
export function toCell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/**
 * @param {Row[]} rows
 * @param {string} credit
 */
export function toGeoJson(rows, credit) {
  const features = rows.map((row) => ({
    type: "Feature",
    id: row.id,
    geometry: row.at ? { type: "Point", coordinates: row.at } : null,
    properties: {
      ...Object.fromEntries(COLUMNS.map((name) => [name, row.get(name)])),
      claims: row.claims,
      sources: row.sources,
    },
  }));
  return JSON.stringify({ type: "FeatureCollection", attribution: credit, features });
}

/**
 * The map as seen, with its title and credit.
 * @param {import("./mapview.js").MapView} view
 * @param {{title: string, credit: string}} words
 * @returns {Promise<Blob | null>}
 */
export function toPicture(view, { title, credit }) {
  const size = view.map.getSize();
  const ratio = Math.min(globalThis.devicePixelRatio || 1, 2);
  const canvas = document.createElement("canvas");
  canvas.width = size.x * ratio;
  canvas.height = size.y * ratio;
  const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  for (const plane of view.planes()) {
    const { margin } = /** @type {import("./plane.js").View} */ (plane.view);
    g.drawImage(plane.canvas, -margin.x * ratio, -margin.y * ratio);
  }
  g.scale(ratio, ratio);
  g.lineJoin = "round";
  write(g, title, 16, 26, `600 18px ${view.theme.font}`, view.theme);
  write(g, credit, 16, size.y - 12, `11px ${view.theme.font}`, view.theme);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/**
 * The same picture as lines and letters, which stay sharp at any size.
 * @param {import("./mapview.js").MapView} view
 * @param {{title: string, credit: string, description?: string}} words
 * @returns {string}
 */
export function toSvg(view, { title, credit, description = "" }) {
  const size = view.map.getSize();
  const drawing = new SvgContext(size.x, size.y);
  const g = /** @type {CanvasRenderingContext2D} */ (/** @type {unknown} */ (drawing));
  for (const plane of view.planes()) {
    const seen = /** @type {import("./plane.js").View} */ (plane.view);
    g.save();
    g.translate(-seen.margin.x, -seen.margin.y);
    plane.draw(g, seen);
    g.restore();
  }
  g.textAlign = "start";
  g.lineJoin = "round";
  write(g, title, 16, 26, `600 18px ${view.theme.font}`, view.theme);
  write(g, credit, 16, size.y - 12, `11px ${view.theme.font}`, view.theme);
  return drawing.toText(title, description);
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {string} words
 * @param {number} x
 * @param {number} y
 * @param {string} font
 * @param {import("./theme.js").Theme} theme
 */
function write(g, words, x, y, font, theme) {
  g.font = font;
  g.strokeStyle = theme.casing;
  g.lineWidth = 4;
  g.strokeText(own(words).textContent ?? "", x, y);
  g.fillStyle = theme.ink;
  g.fillText(own(words).textContent ?? "", x, y);
}

/**
 * @param {string | Blob} content
 * @param {string} name
 * @param {string} type
 */
export function save(content, name, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The sources to name in every file. */
export function creditLine() {
  return ["line", "places", "ground"].map((name) => t(`about.credit.${name}`)).join("; ");
}
