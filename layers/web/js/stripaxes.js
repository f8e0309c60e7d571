// The axes of the strip map: districts and crossings above, kilometres below, time at the left.

import * as format from "./format.js";
import { Boxes } from "./labels.js";
import { group, t } from "./words.js";

/** @typedef {import("./strip.js").Strip} Strip */

export const LEFT = 70;
export const RAIL = 76;
export const TOP = 52; // two rows of provinces, one of crossings
export const BOTTOM = 18;
export const SIZE = 15; // of a symbol
const KM_STEPS = [50, 100, 200, 250, 500, 1000];
const KM_ROOM = 60; // pixels from one kilometre to the next
const TICK_ROOM = 18; // pixels from one word of time to the next

/**
 * @param {CanvasRenderingContext2D} g
 * @param {Strip} strip
 */
export function drawSectors(g, strip) {
  const theme = /** @type {import("./theme.js").Theme} */ (strip.theme);
  const { border, sectors } = strip.blocks;
  g.font = `11px ${theme.font}`;
  g.textBaseline = "middle";
  border.pair.forEach((/** @type {string} */ side, /** @type {number} */ row) => {
    const top = row * 17;
    g.textAlign = "left";
    g.fillStyle = theme.soft;
    g.fillText(side, LEFT - 22, top + 9);
    g.textAlign = "center";
    const mine = (sectors?.sectors ?? []).filter(
      (/** @type {any} */ sector) => sector.side === side && sector.level === "province",
    );
    mine.forEach((/** @type {any} */ sector, /** @type {number} */ i) => {
      const left = strip.x(sector.km[0]);
      const width = strip.x(sector.km[1]) - left;
      g.fillStyle = i % 2 ? theme.land : theme.focus;
      g.fillRect(left, top, width, 16);
      g.fillStyle = theme.soft;
      if (g.measureText(sector.name).width < width - 6) g.fillText(sector.name, left + width / 2, top + 9);
    });
  });
  g.textAlign = "left";
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {Strip} strip
 */
export function drawTimes(g, strip) {
  const theme = /** @type {import("./theme.js").Theme} */ (strip.theme);
  g.font = `11px ${theme.font}`;
  g.textAlign = "right";
  g.textBaseline = "middle";
  g.lineWidth = 1;
  const bottom = (strip.height ?? 0) - BOTTOM;
  for (const { day, words } of timeTicks(strip.first ?? 0, strip.last ?? 1, (bottom - TOP) / TICK_ROOM)) {
    const y = Math.round(strip.y(day)) + 0.5;
    if (y < TOP || y > bottom) continue;
    g.strokeStyle = theme.graticule;
    g.beginPath();
    g.moveTo(LEFT, y);
    g.lineTo(strip.right(), y);
    g.stroke();
    g.fillStyle = theme.soft;
    g.fillText(words, LEFT - 6, y);
  }
  g.textAlign = "left";
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {Strip} strip
 */
export function drawKms(g, strip) {
  const theme = /** @type {import("./theme.js").Theme} */ (strip.theme);
  const { kmStart, kmEnd } = strip.blocks.border;
  const perKm = (strip.right() - LEFT) / (kmEnd - kmStart);
  const step = KM_STEPS.find((kms) => kms * perKm >= KM_ROOM) ?? 1000;
  const bottom = (strip.height ?? 0) - BOTTOM;
  g.strokeStyle = theme.line;
  g.lineWidth = 2;
  g.beginPath();
  g.moveTo(LEFT, bottom + 0.5);
  g.lineTo(strip.right(), bottom + 0.5);
  g.stroke();
  g.lineWidth = 1;
  g.textAlign = "center";
  g.fillStyle = theme.ink;
  for (let km = Math.ceil(kmStart / step) * step; km <= kmEnd; km += step) {
    const x = Math.round(strip.x(km)) + 0.5;
    g.beginPath();
    g.moveTo(x, bottom);
    g.lineTo(x, bottom + 4);
    g.stroke();
    g.fillText(t("km.at", { km: group(km) }), Math.max(x, LEFT + 12), bottom + 12);
  }
  g.textAlign = "left";
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {Strip} strip
 */
export function drawCrossings(g, strip) {
  const theme = /** @type {import("./theme.js").Theme} */ (strip.theme);
  const taken = new Boxes();
  const y = 43;
  const crossings = [...(strip.blocks.crossings?.crossings ?? [])];
  const roads = crossings.filter((crossing) => crossing.kind === "road");
  g.font = `600 11px ${theme.font}`;
  g.lineWidth = 1;
  // The main crossings' names and gates come first; another gate stands where none is covered.
  for (const crossing of roads.sort((a, b) => rank(a) - rank(b))) {
    const x = strip.x(crossing.km);
    g.strokeStyle = theme.graticule;
    g.beginPath();
    g.moveTo(x, TOP - 2);
    g.lineTo(x, (strip.height ?? 0) - BOTTOM);
    g.stroke();
    if (!taken.isFree([x - 3, y - 3, x + 3, y + 3])) continue;
    taken.add([x - 3, y - 3, x + 3, y + 3]);
    g.strokeStyle = theme.line;
    g.strokeRect(Math.round(x) - 2.5, y - 2.5, 5, 5);
    const width = g.measureText(crossing.name).width;
    for (const left of [x + 6, x - 6 - width]) {
      /** @type {import("./labels.js").Box} */
      const box = [left - 2, y - 7, left + width + 2, y + 7];
      if (!taken.isFree(box) || box[2] > strip.right() + 8) continue;
      taken.add(box);
      g.fillStyle = theme.ink;
      g.fillText(crossing.name, left, y);
      break;
    }
  }
}

const CLOSURE = 6; // pixels across

/**
 * The days on which a crossing was closed as a bar at its kilometre: solid, or half as wide where
 * it was open in part or to some.
 * @param {CanvasRenderingContext2D} g
 * @param {Strip} strip
 */
export function drawClosures(g, strip) {
  const theme = /** @type {import("./theme.js").Theme} */ (strip.theme);
  const bottom = (strip.height ?? 0) - BOTTOM;
  const last = Math.ceil(strip.last ?? 0);
  /** @type {{box: [number, number, number, number], crossing: any, state: string, from: number, to: number}[]} */
  strip.bars = [];
  g.fillStyle = theme.line;
  for (const { crossing, from, to, state } of strip.view.crossings.closures(last)) {
    const top = Math.max(TOP, strip.y(from));
    const end = Math.min(bottom, strip.y(to + 1));
    if (end <= TOP || top >= bottom) continue;
    const wide = state === "closed" ? CLOSURE : CLOSURE / 2;
    const x = strip.x(crossing.km);
    g.globalAlpha = state === "closed" ? 0.55 : 0.4;
    g.fillRect(x - wide / 2, top, wide, Math.max(2, end - top));
    strip.bars.push({ box: [x - CLOSURE, top, x + CLOSURE, end], crossing, state, from, to });
  }
  g.globalAlpha = 1;
}

/** @param {any} crossing */
function rank(crossing) {
  const order = ["torkham", "chaman", "ghulam-khan", "kharlachi", "angoor-adda"];
  const at = order.indexOf(crossing.id);
  return at < 0 ? 9 : at;
}

/** @type {[number, (day: {year: number, month: number, day: number}) => boolean][]} */
const TIME_STEPS = [
  [1, () => true],
  [7, ({ day }) => day % 7 === 1 && day < 29],
  [30, ({ day }) => day === 1],
  [91, ({ day, month }) => day === 1 && month % 3 === 1],
  ...[1, 2, 5, 10, 20].map(
    (years) => /** @type {typeof TIME_STEPS[0]} */ ([365 * years, ({ day, month, year }) => day === 1 && month === 1 && year % years === 0]),
  ),
];

/**
 * Days to mark: the closest round steps that leave each its room.
 * @param {number} first
 * @param {number} last
 * @param {number} most how many have room
 */
export function timeTicks(first, last, most) {
  const names = t("months.short").split(" ");
  const [step, isMarked] = TIME_STEPS.find(([days]) => (last - first) / days <= most) ?? TIME_STEPS[TIME_STEPS.length - 1];
  const ticks = [];
  for (let day = Math.ceil(first); day <= last; day++) {
    const date = format.readDay(format.isoDay(day));
    if (!date || !isMarked(date)) continue;
    const month = names[date.month - 1];
    const words = step >= 365 ? `${date.year}` : step >= 30 ? `${month} ${date.year}` : `${date.day} ${month}`;
    ticks.push({ day, words });
  }
  return ticks;
}
