// The border: the strongest line of the map, its kilometre marks, crossings, and the footprints of
// incidents: stretches as bands along it, discs and areas beside it.

import { discOutline, kmPerUnit, pointAtKm, sliceKm, toX, toY } from "./geo.js";
import { project, trace } from "./ground.js";
import { unpackLine, unpackNumbers } from "./pack.js";
import { familyColour } from "./theme.js";

/** @typedef {import("./plane.js").View} View */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./rows.js").Row} Row */

export class Line {
  /** @param {any} data the border block */
  constructor(data) {
    this.data = data;
    /** @type {import("./geo.js").Part[]} */
    this.parts = data.parts.map((/** @type {any} */ part) => ({
      points: unpackLine(part.line, data.digits),
      km: unpackNumbers(part.km).map((hundredths) => hundredths / 100),
    }));
    this.paths = this.parts.map((part) => project(part.points));
    /** @type {Map<string, import("./ground.js").Path[]>} */
    this.stretches = new Map();
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {View} view
   * @param {Theme} theme
   */
  draw(g, view, theme) {
    g.lineJoin = g.lineCap = "round";
    const width = Math.min(4.2, 2 + view.zoom / 8);
    this.stroke(g, view, theme.casing, width + 3.2);
    this.stroke(g, view, theme.line, width);
    for (const { km, isMain } of kmMarks(this.data, view.zoom)) {
      const found = pointAtKm(this.parts, km);
      if (!found) continue;
      const x = view.px(found.at[0]);
      const y = view.py(found.at[1]);
      const reach = isMain ? 7 : 4;
      for (const [colour, thick] of /** @type {[string, number][]} */ ([
        [theme.casing, 4],
        [theme.line, isMain ? 1.6 : 1.1],
      ])) {
        g.beginPath();
        g.moveTo(x - found.dy * reach, y + found.dx * reach);
        g.lineTo(x + found.dy * reach, y - found.dx * reach);
        g.strokeStyle = colour;
        g.lineWidth = thick;
        g.stroke();
      }
    }
    this.stroke(g, view, theme.line, width);
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {View} view
   * @param {string} colour
   * @param {number} width
   */
  stroke(g, view, colour, width) {
    g.beginPath();
    for (const path of this.paths) trace(g, view, path);
    g.strokeStyle = colour;
    g.lineWidth = width;
    g.stroke();
  }

  /**
   * A stretch as a band along the line.
   * @param {CanvasRenderingContext2D} g
   * @param {View} view
   * @param {[number, number]} stretch kilometres
   * @param {string} colour
   * @param {number} width
   */
  drawBand(g, view, stretch, colour, width) {
    const key = stretch.join("-");
    let paths = this.stretches.get(key);
    if (!paths) {
      paths = sliceKm(this.parts, stretch[0], stretch[1]).map(project);
      this.stretches.set(key, paths);
    }
    g.lineCap = "butt";
    g.lineJoin = "round";
    g.beginPath();
    for (const path of paths) trace(g, view, path);
    g.strokeStyle = colour;
    g.lineWidth = width;
    g.stroke();
  }

  /**
   * The box of a range of kilometres, for the map to show.
   * @param {number} from
   * @param {number} to
   * @returns {[[number, number], [number, number]] | null} latitude first, as Leaflet wants it
   */
  boundsOf(from, to) {
    const points = sliceKm(this.parts, from, to).flat();
    if (!points.length) return null;
    const longitudes = points.map((point) => point[0]);
    const latitudes = points.map((point) => point[1]);
    return [
      [Math.min(...latitudes), Math.min(...longitudes)],
      [Math.max(...latitudes), Math.max(...longitudes)],
    ];
  }
}

/**
 * The kilometres marked at a zoom: every 100 with the whole line in view, closer when nearer.
 * @param {{kmStart: number, kmEnd: number, marksEvery: number}} border
 * @param {number} zoom
 */
export function kmMarks({ kmStart, kmEnd, marksEvery }, zoom) {
  const step = markStep(marksEvery, zoom);
  const main = step >= marksEvery ? marksEvery : step * (step === 20 ? 5 : step === 2 ? 5 : 2);
  const marks = [];
  for (let n = Math.ceil(kmStart / step); n * step <= kmEnd; n++) {
    marks.push({ km: n * step, isMain: (n * step) % main === 0 });
  }
  return marks;
}

/**
 * @param {number} every
 * @param {number} zoom
 */
function markStep(every, zoom) {
  if (zoom >= 12) return 1;
  if (zoom >= 10.5) return 5;
  if (zoom >= 9) return 10;
  if (zoom >= 7.5) return 20;
  return every;
}

/**
 * Where one district ends and the next begins, as a tick on its side of the line.
 * @param {CanvasRenderingContext2D} g
 * @param {View} view
 * @param {{sectors: any[], border: any, parts: import("./geo.js").Part[]}} what
 * @param {Theme} theme
 */
export function drawSectorTicks(g, view, { sectors, border, parts }, theme) {
  if (view.zoom < 7.4) return;
  g.strokeStyle = theme.soft;
  g.lineWidth = 1;
  g.setLineDash([3, 2]);
  g.beginPath();
  for (const sector of sectors) {
    if (sector.level !== "district" || sector.km[0] <= border.kmStart) continue;
    const found = pointAtKm(parts, sector.km[0]);
    if (!found) continue;
    const sign = (sector.side === border.pair[0]) === border.firstOnRight ? 1 : -1;
    const x = view.px(found.at[0]);
    const y = view.py(found.at[1]);
    g.moveTo(x - sign * found.dy * 4, y + sign * found.dx * 4);
    g.lineTo(x - sign * found.dy * 46, y + sign * found.dx * 46);
  }
  g.stroke();
  g.setLineDash([]);
}

// Of very many, faint discs would only be a fog that takes long to draw.
export const MOST_FAINT = 1500;

/**
 * The footprints of incidents, faint; those chosen strong.
 * @param {CanvasRenderingContext2D} g
 * @param {View} view
 * @param {{rows: Iterable<Row>, chosen: Set<string>, line: Line | null, style: any, theme: Theme,
 *   faint: boolean}} what
 */
export function drawFootprints(g, view, { rows, chosen, line, style, theme, faint }) {
  const seen = new Set();
  for (const row of rows) {
    const isChosen = chosen.has(row.id);
    if (!isChosen && (!faint || row.isAlong || isKnownWell(row, view))) continue;
    // Many incidents share one disc: it is drawn once a family, or it would darken.
    const key = `${row.family}|${row.stretch ?? row.at}|${row.get("radius_km")}`;
    if (!isChosen && seen.has(key)) continue;
    seen.add(key);
    const colour = familyColour(style, row.family, theme);
    const alpha = row.isBackground ? 0.5 : 1;
    if (row.stretch && line) {
      g.setLineDash([]);
      g.globalAlpha = (isChosen ? 0.4 : 0.22) * alpha;
      line.drawBand(g, view, row.stretch, colour, isChosen ? 16 : 11);
    } else {
      drawArea(g, view, row, colour, isChosen, alpha);
    }
  }
  g.globalAlpha = 1;
  g.setLineDash([]);
}

/**
 * Whether a disc would hide under its own pin, or lies out of view.
 * @param {Row} row
 * @param {View} view
 */
function isKnownWell(row, view) {
  if (row.stretch || row.area || !row.at) return false;
  const reach = ((row.get("radius_km") ?? 0) / kmPerUnit(row.at[1])) * view.scale;
  if (reach < 12) return true;
  const x = view.px(row.at[0]);
  const y = view.py(row.at[1]);
  return x < -reach || y < -reach || x > view.width + reach || y > view.height + reach;
}

/**
 * @param {CanvasRenderingContext2D} g
 * @param {View} view
 * @param {Row} row
 * @param {string} colour
 * @param {boolean} isChosen
 * @param {number} alpha
 */
function drawArea(g, view, row, colour, isChosen, alpha) {
  const radius = row.get("radius_km");
  g.beginPath();
  if (row.area) {
    for (const ring of row.area) {
      ring.forEach((point, i) => {
        const x = toX(point[0]) * view.scale - view.left;
        const y = toY(point[1]) * view.scale - view.top;
        if (i) g.lineTo(x, y);
        else g.moveTo(x, y);
      });
    }
  } else if (row.at && radius) {
    discOutline(row.at, radius).forEach((point, i) => {
      const x = view.px(point[0]);
      const y = view.py(point[1]);
      if (i) g.lineTo(x, y);
      else g.moveTo(x, y);
    });
    g.closePath();
  } else {
    return;
  }
  g.fillStyle = g.strokeStyle = colour;
  g.globalAlpha = (isChosen ? 0.14 : 0.045) * alpha;
  g.fill("evenodd");
  g.globalAlpha = (isChosen ? 0.95 : 0.3) * alpha;
  g.setLineDash(isChosen ? [] : [2, 3]);
  g.lineWidth = isChosen ? 1.6 : 0.8;
  g.stroke();
}
