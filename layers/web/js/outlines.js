// Lines over the ground that the user brings: boundaries of another worldview, districts.

import { toPath, trace } from "./ground.js";

/** @typedef {import("./plane.js").View} View */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./ground.js").Path} Path */
/** @typedef {{path: Path, disputed: boolean}} Boundary */
/** @typedef {{name: string, at: [number, number] | null, room: number, paths: Path[]}} District */

const NAMED_PX = 46; // room a name needs

export class Outlines {
  /** @param {any} blocks */
  constructor({ boundaries, districts }) {
    /** @type {Boundary[]} */
    this.boundaries = (boundaries?.lines ?? []).map((/** @type {any} */ { line, disputed }) => ({
      path: toPath(line, boundaries.digits),
      disputed,
    }));
    /** @type {District[]} */
    this.districts = (districts?.areas ?? []).map((/** @type {any} */ { name, at, room, rings }) => ({
      name,
      at,
      room,
      paths: rings.map((/** @type {any} */ ring) => toPath(ring, districts.digits)),
    }));
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {View} view
   * @param {Theme} theme
   * @param {Record<string, boolean>} layers
   */
  draw(g, view, theme, layers) {
    g.lineJoin = "round";
    if (layers.districts) stroke(g, view, this.districts.flatMap((one) => one.paths), { colour: theme.boundary, width: 0.7, dash: [1.5, 2] });
    if (!layers.boundaries) return;
    for (const disputed of [false, true]) {
      const paths = this.boundaries.filter((one) => one.disputed === disputed).map((one) => one.path);
      stroke(g, view, paths, { colour: theme.boundary, width: 1, dash: disputed ? [4, 3.5] : [] });
    }
  }

  /**
   * Names of districts that have room for them.
   * @param {View} view
   * @param {Record<string, boolean>} layers
   * @returns {import("./labels.js").Label[]}
   */
  labels(view, layers) {
    if (!layers.districts) return [];
    return this.districts.flatMap(({ name, at, room }) => {
      if (!name || !at || (room / 360) * view.scale < NAMED_PX) return [];
      return [{ text: name, x: view.px(at[0]), y: view.py(at[1]), kind: "sector", off: 0 }];
    });
  }
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {View} view
 * @param {Path[]} paths
 * @param {{colour: string, width: number, dash: number[]}} how
 */
function stroke(g, view, paths, { colour, width, dash }) {
  if (!paths.length) return;
  g.beginPath();
  for (const path of paths) trace(g, view, path);
  g.setLineDash(dash);
  g.strokeStyle = colour;
  g.lineWidth = width;
  g.stroke();
  g.setLineDash([]);
}
