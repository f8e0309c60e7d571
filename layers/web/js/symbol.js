// Event symbols: one set of paths, drawn as SVG in the panel and on canvas in the map.

import { svg } from "./dom.js";

/** @type {Map<string, HTMLCanvasElement>} */
const sprites = new Map();

/**
 * How a symbol is coloured: solid when a person or a data set stands behind it, hollow when not.
 * @param {string} colour
 * @param {boolean} isChecked
 * @param {string} paper
 */
function inks(colour, isChecked, paper) {
  return isChecked
    ? { fill: colour, stroke: paper, glyph: paper, width: 1.6 }
    : { fill: paper, stroke: colour, glyph: colour, width: 2.2 };
}

/**
 * A symbol as SVG.
 * @param {any} style the style block
 * @param {string} type
 * @param {{isChecked?: boolean, size?: number}} [options]
 */
export function symbol(style, type, { isChecked = true, size = 22 } = {}) {
  const event = style.events[type];
  const { outline } = style.families[event.family];
  const classes = `symbol family-${event.family}${isChecked ? "" : " is-hollow"}`;
  return svg(
    "svg",
    { class: classes, viewBox: "-14 -14 28 28", width: size, height: size, "aria-hidden": "true" },
    svg("path.outline", { d: outline }),
    svg("path.glyph", { d: event.glyph }),
  );
}

/**
 * Draw a symbol on canvas, its middle at x, y.
 * @param {CanvasRenderingContext2D} g
 * @param {any} style
 * @param {{type: string, isChecked: boolean}} what
 * @param {number} x
 * @param {number} y
 * @param {number} size pixels across
 * @param {{colour: string, paper: string, ratio: number}} how
 */
export function drawSymbol(g, style, what, x, y, size, how) {
  if ("makePath" in g) {
    g.save();
    g.translate(x, y);
    shape(g, style, what, size / 24, how);
    g.restore();
    return;
  }
  const key = [what.type, what.isChecked, size, how.colour, how.paper, how.ratio].join("|");
  let sprite = sprites.get(key);
  if (!sprite) {
    sprite = paint(style, what, size, how);
    if (sprites.size > 400) sprites.clear();
    sprites.set(key, sprite);
  }
  const across = sprite.width / how.ratio;
  g.drawImage(sprite, x - across / 2, y - across / 2, across, across);
}

/**
 * @param {any} style
 * @param {{type: string, isChecked: boolean}} what
 * @param {number} size
 * @param {{colour: string, paper: string, ratio: number}} how
 */
function paint(style, what, size, how) {
  const { ratio } = how;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.ceil((size * 28) / 24 + 4) * ratio;
  const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  g.translate(canvas.width / 2, canvas.height / 2);
  shape(g, style, what, (size * ratio) / 24, how);
  return canvas;
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {any} style
 * @param {{type: string, isChecked: boolean}} what
 * @param {number} scale
 * @param {{colour: string, paper: string}} how
 */
function shape(g, style, { type, isChecked }, scale, { colour, paper }) {
  const event = style.events[type];
  const ink = inks(colour, isChecked, paper);
  const path = /** @type {(d: string) => Path2D} */ (/** @type {any} */ (g).makePath ?? ((d) => new Path2D(d)));
  g.scale(scale, scale);
  g.lineJoin = g.lineCap = "round";
  const outline = path(style.families[event.family].outline);
  if (!isChecked) {
    // A thin rim of paper parts hollow symbols from what lies under them.
    g.strokeStyle = paper;
    g.lineWidth = 4.6;
    g.stroke(outline);
  }
  g.fillStyle = ink.fill;
  g.fill(outline);
  g.strokeStyle = ink.stroke;
  g.lineWidth = ink.width;
  g.stroke(outline);
  g.strokeStyle = ink.glyph;
  g.lineWidth = 2;
  g.stroke(path(event.glyph));
}
