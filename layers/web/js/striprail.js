// The rail beside the strip map: what lies far from the line, by time. One stands as its symbol;
// several in one slot of time are a bar of their families' colours, as long as they are many.

import { BOTTOM, RAIL, TOP } from "./stripaxes.js";
import { familyColour } from "./theme.js";
import { group, t } from "./words.js";

/** @typedef {import("./strip.js").Strip} Strip */
/** @typedef {import("./rows.js").Rows} Rows */
/** @typedef {import("./crowd.js").Mark} Mark */

const SLOT = 14; // pixels of time that are one slot
const GUTTER = 12; // between the strip and its rail
const EDGE = 6;
const NUMBER = 26; // room for a bar's number
const BAR = 9; // pixels high

/** @param {Strip} strip */
function extent(strip) {
  const left = strip.right() + GUTTER;
  return { left, width: RAIL - GUTTER - 4 };
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {Strip} strip
 */
export function drawRail(g, strip) {
  if (!strip.far?.length) return;
  const theme = /** @type {import("./theme.js").Theme} */ (strip.theme);
  const { left, width } = extent(strip);
  g.fillStyle = theme.hover || theme.land;
  g.fillRect(left, TOP - 16, width, (strip.height ?? 0) - TOP - BOTTOM + 16);
  g.fillStyle = theme.soft;
  g.font = `11px ${theme.font}`;
  g.textAlign = "center";
  g.fillText(t("strip.far"), left + width / 2, TOP - 8);
  g.textAlign = "left";
}

/**
 * Rows of each slot of time.
 * @param {Strip} strip
 * @param {Rows} rows
 */
function fillSlots(strip, rows) {
  const tall = Math.max(1, (strip.height ?? 0) - TOP - BOTTOM);
  const slots = Math.max(1, Math.floor(tall / SLOT));
  /** @type {Map<number, number[]>} */
  const filled = new Map();
  for (let k = 0; k < rows.length; k++) {
    const i = rows.number(k);
    const slot = Math.max(0, Math.min(slots - 1, Math.floor(((strip.markY(i) - TOP) / tall) * slots)));
    const found = filled.get(slot);
    if (found) found.push(i);
    else filled.set(slot, [i]);
  }
  return [...filled].map(([slot, numbers]) => ({ numbers, y: TOP + ((slot + 0.5) / slots) * tall }));
}

/**
 * @param {Strip} strip
 * @param {Rows} rows what lies far away and has a date
 * @returns {Mark[]}
 */
export function railMarks(strip, rows) {
  const { all } = strip;
  const { left, width } = extent(strip);
  return fillSlots(strip, rows).map(({ numbers, y }) => {
    const isOne = numbers.length === 1;
    const at = isOne ? strip.markY(numbers[0]) : y;
    const x = left + width / 2;
    const families = new Uint32Array(all.families.length);
    for (const i of numbers) families[all.familyOfType[all.type[i]]]++;
    const i = isOne ? numbers[0] : -1;
    return { x, y: at, homeX: x, homeY: at, r: isOne ? SLOT / 2 : width / 2, count: numbers.length, i, families, members: () => numbers };
  });
}

/**
 * The bar of several, beside its number.
 * @param {CanvasRenderingContext2D} g
 * @param {Strip} strip
 * @param {Mark} mark
 * @param {boolean} isChosen
 */
export function drawRailBar(g, strip, mark, isChosen) {
  const { all, marks } = strip;
  const theme = /** @type {import("./theme.js").Theme} */ (strip.theme);
  const { left, width } = extent(strip);
  const most = marks.reduce((n, one) => Math.max(n, one.families ? one.count : 0), 1);
  const long = Math.max(3, ((width - 2 * EDGE - NUMBER) * mark.count) / most);
  let x = left + EDGE;
  all.families.forEach((family, of) => {
    const part = (long * (mark.families?.[of] ?? 0)) / mark.count;
    g.fillStyle = familyColour(strip.blocks.style, family, theme);
    g.fillRect(x, mark.y - BAR / 2, part, BAR);
    x += part;
  });
  if (isChosen) {
    g.strokeStyle = theme.ink;
    g.lineWidth = 1.5;
    g.strokeRect(left + EDGE - 2, mark.y - BAR / 2 - 2, long + 4, BAR + 4);
  }
  g.font = `600 11px ${theme.font}`;
  g.textBaseline = "middle";
  g.fillStyle = theme.ink;
  g.fillText(group(mark.count), x + 4, mark.y + 0.5);
}
