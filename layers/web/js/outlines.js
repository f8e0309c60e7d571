// Lines over the ground: boundaries of another worldview, districts, degrees without a basemap.

import { drawGraticule, toPath, trace } from "./ground.js";
import { degreeLabels } from "./names.js";

/** @typedef {import("./plane.js").View} View */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./ground.js").Path} Path */
/** @typedef {{path: Path, disputed: boolean}} Boundary */
/** @typedef {{name: string, at: [number, number] | null, room: number, paths: Path[]}} District */

const NAMED_PX = 46; // room a name needs

export class Outlines {
  /** @param {any} blocks */
  constructor({ boundaries, districts, graticule, basemap }) {
    this.hasDegrees = Boolean(graticule) && !basemap;
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
    if (this.hasDegrees && layers.graticule) drawGraticule(g, view, theme);
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
    const degrees = this.hasDegrees && layers.graticule ? degreeLabels(view) : [];
    return layers.districts ? [...degrees, ...this.districtLabels(view)] : degrees;
  }

  /** @param {View} view */
  districtLabels(view) {
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
