// The ground: sea, land, boundaries and the graticule.

import { toX, toY } from "./geo.js";
import { unpackLine } from "./pack.js";

/** @typedef {import("./plane.js").View} View */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {{xs: Float64Array, ys: Float64Array, box: [number, number, number, number]}} Path */

export class Ground {
  /** @param {any} data the basemap block */
  constructor(data) {
    this.names = data.names;
    this.coarse = data.coarse.map((/** @type {any} */ ring) => toPath(ring, data.digits));
    this.details = data.details.map((/** @type {any} */ detail) => ({
      box: detail.box,
      land: detail.land.map((/** @type {any} */ ring) => toPath(ring, data.digits)),
      focus: detail.focus.map((/** @type {any} */ ring) => toPath(ring, data.digits)),
      boundaries: detail.boundaries.map((/** @type {any} */ boundary) => ({
        path: toPath(boundary.line, data.digits),
        disputed: boundary.disputed,
      })),
    }));
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {View} view
   * @param {Theme} theme
   * @param {Record<string, boolean>} layers
   */
  draw(g, view, theme, layers) {
    g.fillStyle = theme.sea;
    g.fillRect(0, 0, view.width, view.height);
    fill(g, view, this.coarse, theme.land, theme.coast);
    for (const detail of this.details) this.drawDetail(g, view, theme, layers, detail);
    if (layers.graticule) drawGraticule(g, view, theme);
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {View} view
   * @param {Theme} theme
   * @param {Record<string, boolean>} layers
   * @param {any} detail
   */
  drawDetail(g, view, theme, layers, { box, land, focus, boundaries }) {
    const left = view.px(box[0]);
    const top = view.py(box[3]);
    const right = view.px(box[2]);
    const bottom = view.py(box[1]);
    if (right < 0 || bottom < 0 || left > view.width || top > view.height) return;
    g.save();
    g.beginPath();
    g.rect(left + 1, top + 1, right - left - 2, bottom - top - 2);
    g.clip();
    g.fillStyle = theme.sea;
    g.fillRect(left, top, right - left, bottom - top);
    fill(g, view, land, theme.land, theme.coast);
    fill(g, view, focus, theme.focus, null);
    if (layers.boundaries) drawBoundaries(g, view, theme, boundaries);
    g.restore();
  }
}

/**
 * @param {[string, string]} packed
 * @param {number} digits
 * @returns {Path}
 */
export function toPath(packed, digits) {
  return project(unpackLine(packed, digits));
}

/**
 * @param {[number, number][]} points
 * @returns {Path}
 */
export function project(points) {
  const xs = Float64Array.from(points, (point) => toX(point[0]));
  const ys = Float64Array.from(points, (point) => toY(point[1]));
  /** @type {Path["box"]} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < xs.length; i++) {
    box[0] = Math.min(box[0], xs[i]);
    box[1] = Math.min(box[1], ys[i]);
    box[2] = Math.max(box[2], xs[i]);
    box[3] = Math.max(box[3], ys[i]);
  }
  return { xs, ys, box };
}

/**
 * Add a path to the canvas' current one, leaving out points that fall on the last pixel drawn.
 * @param {CanvasRenderingContext2D} g
 * @param {View} view
 * @param {Path} path
 * @returns {boolean} whether any of it is in view
 */
export function trace(g, view, { xs, ys, box }) {
  const { scale, left, top, width, height } = view;
  if (box[2] * scale < left || box[0] * scale > left + width) return false;
  if (box[3] * scale < top || box[1] * scale > top + height) return false;
  let lastX = xs[0] * scale - left;
  let lastY = ys[0] * scale - top;
  g.moveTo(lastX, lastY);
  const end = xs.length - 1;
  for (let i = 1; i <= end; i++) {
    const x = xs[i] * scale - left;
    const y = ys[i] * scale - top;
    if (i < end && Math.abs(x - lastX) < 0.7 && Math.abs(y - lastY) < 0.7) continue;
    g.lineTo(x, y);
    lastX = x;
    lastY = y;
  }
  return true;
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {View} view
 * @param {Path[]} paths
 * @param {string} colour
 * @param {string | null} edge
 */
function fill(g, view, paths, colour, edge) {
  g.beginPath();
  for (const path of paths) trace(g, view, path);
  g.fillStyle = colour;
  g.fill("evenodd");
  if (!edge) return;
  g.strokeStyle = edge;
  g.lineWidth = 0.8;
  g.stroke();
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {View} view
 * @param {Theme} theme
 * @param {{path: Path, disputed: boolean}[]} boundaries
 */
function drawBoundaries(g, view, theme, boundaries) {
  g.lineJoin = "round";
  for (const disputed of [false, true]) {
    g.beginPath();
    for (const boundary of boundaries) {
      if (boundary.disputed === disputed) trace(g, view, boundary.path);
    }
    g.setLineDash(disputed ? [4, 3.5] : []);
    g.strokeStyle = theme.boundary;
    g.lineWidth = 1;
    g.stroke();
  }
  g.setLineDash([]);
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {View} view
 * @param {Theme} theme
 */
export function drawGraticule(g, view, theme) {
  const step = graticuleStep(view.zoom);
  g.strokeStyle = theme.graticule;
  g.lineWidth = 0.6;
  g.beginPath();
  for (const { at } of meridians(view, step)) {
    g.moveTo(at, 0);
    g.lineTo(at, view.height);
  }
  for (const { at } of parallels(view, step)) {
    g.moveTo(0, at);
    g.lineTo(view.width, at);
  }
  g.stroke();
}

/** @param {number} zoom */
export function graticuleStep(zoom) {
  const steps = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05];
  return steps.find((step) => (step / 360) * 256 * 2 ** zoom < 170) ?? 0.05;
}

/**
 * @param {View} view
 * @param {number} step
 */
export function meridians(view, step) {
  const west = (view.left / view.scale) * 360 - 180;
  const east = ((view.left + view.width) / view.scale) * 360 - 180;
  const found = [];
  for (let n = Math.ceil(west / step); n * step <= east; n++) {
    found.push({ degrees: n * step, at: Math.round(view.px(n * step)) + 0.5 });
  }
  return found;
}

/**
 * @param {View} view
 * @param {number} step
 */
export function parallels(view, step) {
  const found = [];
  for (let n = Math.ceil(-80 / step); n * step <= 80; n++) {
    const at = view.py(n * step);
    if (at >= 0 && at <= view.height) found.push({ degrees: n * step, at: Math.round(at) + 0.5 });
  }
  return found;
}
