// Which names the map would like to show, the important first.

import { graticuleStep, meridians, parallels } from "./ground.js";
import { pointAtKm } from "./geo.js";
import { kmMarks } from "./line.js";
import { unpackNumbers } from "./pack.js";
import { group, t } from "./words.js";

/** @typedef {import("./plane.js").View} View */
/** @typedef {import("./labels.js").Label} Label */

/**
 * @param {any} border the border block
 * @param {import("./geo.js").Part[]} parts
 * @param {View} view
 * @returns {Label[]}
 */
export function kmLabels(border, parts, view) {
  const labels = [];
  for (const { km, isMain } of kmMarks(border, view.zoom)) {
    if (!isMain && view.zoom < 9.6) continue;
    const found = pointAtKm(parts, km);
    if (!found) continue;
    labels.push({
      text: t("km.at", { km: group(km) }),
      x: view.px(found.at[0]),
      y: view.py(found.at[1]),
      kind: isMain ? "km" : "kmMinor",
      off: 9,
      dir: /** @type {[number, number]} */ ([-found.dy, found.dx]),
    });
  }
  return labels;
}

/**
 * @param {any[]} crossings
 * @param {View} view
 * @returns {Label[]}
 */
export function crossingLabels(crossings, view) {
  const wanted = ["torkham", "chaman", "ghulam-khan", "kharlachi", "angoor-adda"];
  const rank = (/** @type {any} */ crossing) => {
    const index = wanted.indexOf(crossing.id);
    return index >= 0 ? index : crossing.kind === "road" ? 10 : 20;
  };
  return [...crossings]
    .filter((crossing) => rank(crossing) < 10 || view.zoom >= (crossing.kind === "road" ? 7 : 7.8))
    .sort((a, b) => rank(a) - rank(b))
    .map((crossing) => ({
      text: crossing.name,
      x: view.px(crossing.at[0]),
      y: view.py(crossing.at[1]),
      kind: "crossing",
      off: 8,
    }));
}

/** @param {any} data the places block */
export function readTowns(data) {
  const scale = 10 ** data.digits;
  const longitudes = unpackNumbers(data.longitudes);
  const latitudes = unpackNumbers(data.latitudes);
  const thousands = unpackNumbers(data.thousands);
  return data.names.map((/** @type {string} */ name, /** @type {number} */ i) => ({
    name,
    at: [longitudes[i] / scale, latitudes[i] / scale],
    rank: Number(data.ranks[i]),
    people: thousands[i],
  }));
}

/**
 * Towns weighty enough for a zoom, heaviest first.
 * @param {ReturnType<typeof readTowns>} towns
 * @param {View} view
 * @returns {Label[]}
 */
export function townLabels(towns, view) {
  const least = 900 / 2 ** ((view.zoom - 5) * 1.55); // thousands of people
  /** @type {Label[]} */
  const labels = [];
  for (const town of towns) {
    const isWanted =
      town.rank === 0 || (town.rank === 1 && view.zoom >= 5.4) || town.people >= least || view.zoom > 10.5;
    if (!isWanted) continue;
    const x = view.px(town.at[0]);
    const y = view.py(town.at[1]);
    if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
    const kind = town.rank === 0 ? "capital" : town.rank === 1 ? "seat" : "town";
    labels.push({ text: town.name, x, y, kind, off: 6, dot: "town" });
  }
  return labels;
}

/**
 * @param {any[]} names of the basemap
 * @param {string[]} focus names of the two countries in focus
 * @param {View} view
 * @returns {Label[]}
 */
export function countryLabels(names, focus, view) {
  const labels = [];
  const said = new Set();
  for (const { name, at, room } of names) {
    const pixels = (room / 360) * view.scale;
    const isFocus = focus.includes(name);
    if (pixels < 34 || view.zoom > 8.5 || said.has(name)) continue;
    const x = view.px(at[0]) - view.margin.x;
    const y = view.py(at[1]) - view.margin.y;
    const isIn = x > 60 && y > 20 && x < view.width - 2 * view.margin.x - 60;
    if (!isIn || y > view.height - 2 * view.margin.y - 20) continue;
    said.add(name);
    labels.push({
      text: name.toUpperCase(),
      x: view.px(at[0]),
      y: view.py(at[1]),
      kind: isFocus ? "country" : "neighbour",
      off: 0,
      spacing: isFocus ? 4 : 2,
    });
  }
  return labels;
}

/**
 * Districts, beside the middle of what is in view of their stretch.
 * @param {any[]} sectors
 * @param {any} border the border block
 * @param {import("./geo.js").Part[]} parts
 * @param {View} view
 * @returns {Label[]}
 */
export function sectorLabels(sectors, border, parts, view) {
  if (view.zoom < 7.4) return [];
  const labels = [];
  for (const sector of sectors) {
    if (sector.level !== "district") continue;
    const found = middleInView(sector.km, parts, view);
    if (!found) continue;
    // Up the kilometres, the first country lies on the right if the line says so.
    const onRight = (sector.side === border.pair[0]) === border.firstOnRight;
    const sign = onRight ? 1 : -1;
    labels.push({
      text: sector.name,
      x: view.px(found.at[0]) - sign * found.dy * 34,
      y: view.py(found.at[1]) + sign * found.dx * 34,
      kind: "sector",
      off: 4,
      dir: /** @type {[number, number]} */ ([-sign * found.dy, sign * found.dx]),
    });
  }
  return labels;
}

/**
 * @param {[number, number]} range kilometres
 * @param {import("./geo.js").Part[]} parts
 * @param {View} view
 */
function middleInView([from, to], parts, view) {
  const steps = 12;
  const inView = [];
  for (let i = 0; i <= steps; i++) {
    const found = pointAtKm(parts, from + ((to - from) * (i + 0.5)) / (steps + 1));
    if (!found) continue;
    const x = view.px(found.at[0]);
    const y = view.py(found.at[1]);
    const { margin } = view;
    if (x > margin.x && x < view.width - margin.x && y > margin.y && y < view.height - margin.y) {
      inView.push(found);
    }
  }
  return inView.length ? inView[inView.length >> 1] : null;
}

/**
 * Degrees along the view's edges.
 * @param {View} view
 * @returns {Label[]}
 */
export function degreeLabels(view) {
  const step = graticuleStep(view.zoom);
  const digits = step < 0.1 ? 2 : step < 1 ? 1 : 0;
  const { margin } = view;
  const top = meridians(view, step).map(({ degrees, at }) => ({
    text: `${Math.abs(degrees).toFixed(digits)}° ${degrees < 0 ? "W" : "E"}`,
    x: at,
    y: margin.y + 10,
    kind: "degree",
    off: 0,
  }));
  const left = parallels(view, step).map(({ degrees, at }) => ({
    text: `${Math.abs(degrees).toFixed(digits)}° ${degrees < 0 ? "S" : "N"}`,
    x: view.width - margin.x - 22,
    y: at,
    kind: "degree",
    off: 0,
  }));
  return [...top, ...left].filter(
    ({ x, y }) => x > margin.x + 20 && y > margin.y && y < view.height - margin.y - 12,
  );
}
