// Names on the map: the important first, none over another or over a symbol.

/** @typedef {import("./plane.js").View} View */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {[number, number, number, number]} Box left, top, right, bottom in pixels */
/** @typedef {{text: string, x: number, y: number, kind: string, off: number, dot?: string,
 *   dir?: [number, number], spacing?: number}} Label */

/** @type {Record<string, {size: number, weight: number, colour: keyof Theme, style?: string}>} */
const KINDS = {
  km: { size: 11, weight: 600, colour: "ink" },
  kmMinor: { size: 10.5, weight: 400, colour: "soft" },
  crossing: { size: 11.5, weight: 600, colour: "ink" },
  capital: { size: 13, weight: 600, colour: "town" },
  seat: { size: 12, weight: 500, colour: "town" },
  town: { size: 11, weight: 400, colour: "town" },
  country: { size: 13, weight: 500, colour: "faint" },
  neighbour: { size: 11, weight: 500, colour: "faint" },
  sector: { size: 11, weight: 400, colour: "soft", style: "italic" },
  degree: { size: 10, weight: 400, colour: "faint" },
};

/** How far from its point a label may stand, as multiples: only the important may go far. */
/** @type {Record<string, number[]>} */
const REACHES = { capital: [1, 2.4, 4, 6], crossing: [1, 2, 3.2, 4.8, 6.5], seat: [1, 1.7, 2.6] };

/** Boxes that are taken, on a coarse grid. */
export class Boxes {
  constructor() {
    /** @type {Map<string, Box[]>} */
    this.cells = new Map();
  }

  /** @param {Box} box */
  isFree(box) {
    return !this.keys(box).some((key) =>
      (this.cells.get(key) ?? []).some(
        (other) =>
          box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1],
      ),
    );
  }

  /** @param {Box} box */
  add(box) {
    for (const key of this.keys(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
  }

  /** @param {Box} box */
  keys([left, top, right, bottom]) {
    const keys = [];
    for (let column = Math.floor(left / 64); column <= Math.floor(right / 64); column++) {
      for (let row = Math.floor(top / 64); row <= Math.floor(bottom / 64); row++) {
        keys.push(`${column},${row}`);
      }
    }
    return keys;
  }
}

/**
 * Small boxes along a line.
 * @param {import("./ground.js").Path[]} paths
 * @param {View} view
 */
export function boxesAlong(paths, view) {
  const boxes = new Boxes();
  for (const { xs, ys } of paths) {
    let last = [-1e9, -1e9];
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i] * view.scale - view.left;
      const y = ys[i] * view.scale - view.top;
      const steps = Math.min(60, Math.ceil(Math.hypot(x - last[0], y - last[1]) / 9));
      if (i && steps < 1) continue;
      for (let step = 1; step <= steps; step++) {
        const px = i ? last[0] + ((x - last[0]) * step) / steps : x;
        const py = i ? last[1] + ((y - last[1]) * step) / steps : y;
        if (px > 0 && py > 0 && px < view.width && py < view.height) {
          boxes.add([px - 1.5, py - 1.5, px + 1.5, py + 1.5]);
        }
      }
      last = [x, y];
    }
  }
  return boxes;
}

/**
 * Draw as many labels as fit, in the order given.
 * @param {CanvasRenderingContext2D} g
 * @param {View} view
 * @param {Theme} theme
 * @param {Label[]} labels
 * @param {{pins: Boxes, taken: Boxes, avoid: Boxes}} room `pins` and `taken`, which the pins are
 *   in too, are where no name may stand, `avoid` where it had better not: the line
 */
export function drawLabels(g, view, theme, labels, { pins, taken, avoid }) {
  g.lineJoin = "round";
  g.textBaseline = "middle";
  for (const label of labels) {
    if (label.x < -40 || label.y < -20 || label.x > view.width + 40 || label.y > view.height + 20) {
      continue;
    }
    const kind = KINDS[label.kind];
    g.font = `${kind.style ?? "normal"} ${kind.weight} ${kind.size}px ${theme.font}`;
    g.letterSpacing = `${label.spacing ?? 0}px`;
    const width = measure(g, label);
    const { x: atX, y: atY } = label;
    // A dot on another's name would belong to neither. A capital's stands all the same; a seat
    // under a pin is named without one, for readers look for the city where something happened.
    /** @type {Box} */
    const dot = [atX - 2, atY - 2, atX + 2, atY + 2];
    const isCovered = label.dot && !taken.isFree(dot);
    const isUnderPin = label.kind === "seat" && !pins.isFree(dot);
    if (isCovered && label.kind !== "capital" && !isUnderPin) continue;
    const place = findPlace(label, width, kind.size, { taken, avoid, view });
    if (!place) continue;
    taken.add(place);
    drawLeader(g, theme, label, place);
    if (label.dot && !isUnderPin) drawDot(g, theme, label, taken);
    const x = place[0] + 3;
    const y = (place[1] + place[3]) / 2;
    g.strokeStyle = theme.casing;
    g.lineWidth = 3;
    g.strokeText(label.text, x, y);
    g.fillStyle = /** @type {string} */ (theme[kind.colour]);
    g.fillText(label.text, x, y);
  }
  g.letterSpacing = "0px";
}

/** @type {Map<string, number>} */
const widths = new Map();

/**
 * The width of a label in the font that is set; it is measured once.
 * @param {CanvasRenderingContext2D} g
 * @param {Label} label
 */
function measure(g, { kind, text, spacing }) {
  const key = `${kind}|${spacing}|${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    width = g.measureText(text).width;
    if (widths.size > 4000) widths.clear();
    widths.set(key, width);
  }
  return width;
}

/**
 * A hairline from a label that had to stand off to its point.
 * @param {CanvasRenderingContext2D} g
 * @param {Theme} theme
 * @param {Label} label
 * @param {Box} place
 */
function drawLeader(g, theme, label, place) {
  if (label.dir || !REACHES[label.kind]) return;
  const x = Math.max(place[0], Math.min(label.x, place[2]));
  const y = Math.max(place[1], Math.min(label.y, place[3]));
  if (Math.hypot(x - label.x, y - label.y) < 13) return;
  g.beginPath();
  g.moveTo(label.x, label.y);
  g.lineTo(x, y);
  g.strokeStyle = theme.soft;
  g.lineWidth = 0.8;
  g.stroke();
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {Theme} theme
 * @param {Label} label
 * @param {Boxes} taken
 */
function drawDot(g, theme, label, taken) {
  const r = label.kind === "capital" ? 3.2 : label.kind === "seat" ? 2.4 : 1.8;
  taken.add([label.x - r, label.y - r, label.x + r, label.y + r]);
  g.beginPath();
  g.arc(label.x, label.y, r, 0, 7);
  g.fillStyle = label.kind === "town" ? theme.town : theme.paper;
  g.strokeStyle = theme.town;
  g.lineWidth = label.kind === "capital" ? 1.8 : 1.2;
  g.fill();
  g.stroke();
}

/**
 * The first place around a point where a text is free: right, left, above, below; or in the
 * direction the label asks for.
 * @param {Label} label
 * @param {number} width
 * @param {number} size
 * @param {{taken: Boxes, avoid: Boxes, view: View}} room
 * @returns {Box | null}
 */
function findPlace({ x, y, off, dir, kind }, width, size, { taken, avoid, view }) {
  const half = size * 0.62;
  const w = width + 6;
  /** @param {number} left @param {number} middle @returns {Box} */
  const box = (left, middle) => [left, middle - half, left + w, middle + half];
  /** @type {Box[]} */
  let tries;
  if (kind === "country" || kind === "neighbour" || kind === "degree") {
    tries = [box(x - w / 2, y)];
  } else if (dir) {
    // A district's name must not change sides.
    const sides = kind === "sector" ? [1] : [1, -1];
    tries = [off, off + 4].flatMap((away) =>
      sides.map((sign) => {
        const dx = dir[0] * sign;
        const dy = dir[1] * sign;
        const reach = away + Math.abs(dx) * (w / 2) + Math.abs(dy) * half;
        return box(x + dx * reach - w / 2, y + dy * reach);
      }),
    );
    if (kind !== "sector") tries.push(box(x - off - w, y), box(x + off, y));
  } else {
    tries = (REACHES[kind] ?? [1]).flatMap((reach) => {
      const away = off * reach;
      return [
        box(x + away, y),
        box(x - away - w, y),
        box(x - w / 2, y - away - half),
        box(x - w / 2, y + away + half),
        box(x + away * 0.7, y - away * 0.7 - half * 0.6),
        box(x + away * 0.7, y + away * 0.7 + half * 0.6),
        box(x - away * 0.7 - w, y - away * 0.7 - half * 0.6),
        box(x - away * 0.7 - w, y + away * 0.7 + half * 0.6),
      ];
    });
  }
  // Whole names only: none is cut by the view's left or right edge.
  const edges = [view.margin.x, view.width - view.margin.x];
  const isWhole = (/** @type {Box} */ place) =>
    edges.every((edge) => place[2] < edge || place[0] > edge);
  const free = tries.filter((place) => isWhole(place) && taken.isFree(place));
  const best = free.find((place) => avoid.isFree(place)) ?? null;
  // A kilometre on the line itself could not be read; there are others.
  return best ?? (kind.startsWith("km") ? null : (free[0] ?? null));
}
