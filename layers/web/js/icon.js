// Small signs of the interface, one weight, drawn in a box of 16.

import { svg } from "./dom.js";

/** @param {string} path */
export function icon(path) {
  return svg(
    "svg.dl-ico",
    { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    svg("path", { d: path }),
  );
}
