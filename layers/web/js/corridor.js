// Bands of equal distance along the line.

import { toPath, trace } from "./ground.js";

/** @typedef {{km: number, paths: import("./ground.js").Path[]}} Band */

/**
 * @param {any} data the corridor block, if any
 * @returns {Band[]}
 */
export function readCorridor(data) {
  return (data?.bands ?? []).map((/** @type {any} */ band) => ({
    km: band.km,
    paths: band.rings.map((/** @type {any} */ ring) => toPath(ring, data.digits)),
  }));
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {import("./plane.js").View} view
 * @param {Band[]} bands
 * @param {import("./theme.js").Theme} theme
 */
export function drawCorridor(g, view, bands, theme) {
  for (const { paths } of bands) {
    g.beginPath();
    for (const path of paths) trace(g, view, path);
    g.fillStyle = theme.ink;
    g.globalAlpha = 0.035;
    g.fill("evenodd");
    g.globalAlpha = 1;
    g.strokeStyle = theme.soft;
    g.lineWidth = 0.8;
    g.setLineDash([1, 3]);
    g.stroke();
    g.setLineDash([]);
  }
}
