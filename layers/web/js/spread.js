// Where pins stand: few at one spot move apart, with a line to where they belong; many become
// one symbol with their number.

/**
 * @typedef {{id: number, x: number, y: number, r: number}} Pin
 *   x and y are pixels where it belongs, r its radius
 * @typedef {{pins: Pin[], x: number, y: number, r: number, homeX: number, homeY: number}} Spot
 *   one symbol: of one pin, or of several
 */

const TOUCH = 20; // pixels within which pins belong to one spot
const MOST_APART = 8; // so many pins of one spot still stand apart
const ROUNDS = 40;
const GAP = 2;

/**
 * @param {Pin[]} pins in the order of their weight, heaviest first
 * @param {{keep?: Set<number>, mostApart?: number}} [options] `keep`: ids that always stand alone
 * @returns {Spot[]}
 */
export function arrange(pins, { keep = new Set(), mostApart = MOST_APART } = {}) {
  const marks = [];
  for (const spot of findSpots(pins)) {
    const alone = spot.length <= mostApart ? spot : spot.filter((pin) => keep.has(pin.id));
    const grouped = alone === spot ? [] : spot.filter((pin) => !keep.has(pin.id));
    if (grouped.length) marks.push(toGroup(grouped));
    marks.push(...alone.map(toMark));
  }
  if (marks.length <= 600) moveApart(marks);
  return marks;
}

/**
 * Pins whose places touch on the screen.
 * @param {Pin[]} pins
 * @param {number} [touch] pixels
 * @returns {Pin[][]}
 */
export function findSpots(pins, touch = TOUCH) {
  /** @type {{x: number, y: number, pins: Pin[]}[]} */
  const spots = [];
  /** @type {Map<string, typeof spots>} */
  const cells = new Map();
  for (const pin of pins) {
    const column = Math.floor(pin.x / touch);
    const row = Math.floor(pin.y / touch);
    const near = nearest(cells, column, row, pin, touch);
    if (near) {
      near.pins.push(pin);
      continue;
    }
    const spot = { x: pin.x, y: pin.y, pins: [pin] };
    spots.push(spot);
    const key = `${column},${row}`;
    cells.set(key, [...(cells.get(key) ?? []), spot]);
  }
  return spots.map((spot) => spot.pins);
}

/**
 * @param {Map<string, {x: number, y: number, pins: Pin[]}[]>} cells
 * @param {number} column
 * @param {number} row
 * @param {Pin} pin
 * @param {number} touch
 */
function nearest(cells, column, row, pin, touch) {
  let best = null;
  let least = touch;
  for (let dx = -1; dx <= 1; dx++) {
    for (let dy = -1; dy <= 1; dy++) {
      for (const spot of cells.get(`${column + dx},${row + dy}`) ?? []) {
        const away = Math.hypot(spot.x - pin.x, spot.y - pin.y);
        if (away < least) {
          least = away;
          best = spot;
        }
      }
    }
  }
  return best;
}

/**
 * @param {Pin} pin
 * @returns {Spot}
 */
function toMark(pin) {
  return { pins: [pin], x: pin.x, y: pin.y, r: pin.r, homeX: pin.x, homeY: pin.y };
}

/**
 * @param {Pin[]} pins
 * @returns {Spot}
 */
function toGroup(pins) {
  const { x, y } = pins[0];
  const r = Math.min(30, 12 + 2.4 * Math.sqrt(pins.length));
  return { pins, x, y, r, homeX: x, homeY: y };
}

/**
 * Push symbols that overlap apart, and pull each towards its place: the same every time, since
 * they start from a fixed spiral.
 * @param {Spot[]} marks
 */
function moveApart(marks) {
  marks.forEach((mark, i) => {
    mark.x += 0.5 * Math.cos(2.39996 * i);
    mark.y += 0.5 * Math.sin(2.39996 * i);
  });
  for (let round = 0; round < ROUNDS; round++) {
    for (const mark of marks) {
      mark.x += (mark.homeX - mark.x) * 0.05;
      mark.y += (mark.homeY - mark.y) * 0.05;
    }
    if (!pushAll(marks)) break;
  }
}

/** @param {Spot[]} marks */
function pushAll(marks) {
  let moved = false;
  for (let i = 0; i < marks.length; i++) {
    for (let j = i + 1; j < marks.length; j++) {
      const a = marks[i];
      const b = marks[j];
      const room = a.r + b.r + GAP;
      const dx = b.x - a.x;
      const dy = b.y - a.y;
      if (Math.abs(dx) >= room || Math.abs(dy) >= room) continue;
      const away = Math.hypot(dx, dy) || 0.01;
      if (away >= room) continue;
      moved = true;
      // The smaller one gives way more.
      const push = (room - away) / away / (a.r * a.r + b.r * b.r);
      a.x -= dx * push * b.r * b.r;
      a.y -= dy * push * b.r * b.r;
      b.x += dx * push * a.r * a.r;
      b.y += dy * push * a.r * a.r;
    }
  }
  return moved;
}
