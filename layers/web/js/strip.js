// The border straightened: kilometre along the line across, time down. What lies far from the
// line stands on a rail at the right.

import { h, replace } from "./dom.js";
import { Heat } from "./heat.js";
import { NO_DAY, PLACED, STRETCH } from "./rows.js";
import { arrange } from "./spread.js";
import { BOTTOM, LEFT, RAIL, SIZE, TOP } from "./stripaxes.js";
import { drawClosures, drawCrossings, drawKms, drawSectors, drawTimes } from "./stripaxes.js";
import { StripPointer } from "./strippointer.js";
import { drawRail, drawRailBar, railMarks } from "./striprail.js";
import { drawSymbol } from "./symbol.js";
import { familyColour, readTheme } from "./theme.js";
import { group, t, tn } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./rows.js").Rows} Rows */
/** @typedef {import("./crowd.js").Mark} Mark */
/** @typedef {import("./store.js").Store} Store */

const MANY = 900; // of more along the line, symbols are not even tried
const MOST_SHIFT = 9; // pixels in the mean by which symbols may stand off their kilometre and day

export class Strip {
  /**
   * @param {any} blocks
   * @param {Store} store
   * @param {Rows} rows
   * @param {import("./mapview.js").MapView} view
   */
  constructor(blocks, store, rows, view) {
    this.blocks = blocks;
    this.store = store;
    this.rows = rows;
    this.view = view;
    /** @type {Rows} */
    this.shown = rows;
    this.all = rows.all;
    /** @type {Mark[]} */
    this.marks = [];
    /** @type {Heat | null} squares in the place of very many symbols */
    this.heat = null;
    this.canvas = /** @type {HTMLCanvasElement} */ (h("canvas", { role: "img" }));
    this.element = h("section.dl-strip", { "aria-label": t("strip.title"), hidden: true }, this.canvas);
    this.note = h("p.dl-strip-note", { "aria-hidden": "true" });
    this.element.append(this.note);
    this.frame = 0;
    /** @type {{box: [number, number, number, number], crossing: any, state: string, from: number, to: number}[]} closures drawn */
    this.bars = [];
    this.onopen = () => {};
    /** @type {[number, number] | null} */
    this.drag = null;
    this.pointer = new StripPointer(this);
    new ResizeObserver(() => this.ask()).observe(this.element);
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** @param {boolean} isOpen */
  open(isOpen) {
    this.element.hidden = !isOpen;
    this.onopen();
    this.ask();
  }

  /** @param {Rows} shown */
  show(shown) {
    this.shown = shown;
    this.ask();
  }

  ask() {
    if (this.frame || !this.isOpen) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  draw() {
    const { canvas } = this;
    const width = this.element.clientWidth;
    const height = this.element.clientHeight - 8;
    if (!width || !height) return;
    const ratio = Math.min(globalThis.devicePixelRatio || 1, 2);
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const g = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    g.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.ratio = ratio;
    this.width = width;
    this.height = height;
    this.theme = readTheme();
    this.part();
    this.setTime();
    this.describe();
    drawSectors(g, this);
    drawTimes(g, this);
    drawKms(g, this);
    drawCrossings(g, this);
    drawRail(g, this);
    drawClosures(g, this);
    this.drawSpans(g);
    this.drawMarks(g);
    this.drawDrag(g);
  }

  /** What stands along the line, on the rail, and not at all. */
  part() {
    const { all, shown } = this;
    const { flags, start } = all;
    const kms = all.table.column("chainage_km");
    const isAlong = (/** @type {number} */ i) => Boolean(flags[i] & STRETCH) || Boolean(kms?.has(i));
    this.placed = shown.pick((i) => start[i] !== NO_DAY && isAlong(i));
    this.far = shown.pick((i) => start[i] !== NO_DAY && !isAlong(i) && flags[i] & PLACED);
    this.off = shown.count((i) => start[i] === NO_DAY || !isAlong(i));
  }

  /** The days shown: the brush's, else all that pass. */
  setTime() {
    const { from, to } = this.store.state.filter;
    const { start, end } = this.all;
    let [first, last] = [Infinity, -Infinity];
    for (const rows of [this.placed, this.far]) {
      for (let k = 0; rows && k < rows.length; k++) {
        const i = rows.number(k);
        if (start[i] < first) first = start[i];
        if (end[i] > last) last = end[i];
      }
    }
    const isDated = first <= last;
    first = from ?? first;
    last = to ?? last;
    const room = Math.max(1, (last - first) * 0.03);
    this.first = isDated ? first - room : 0;
    this.last = isDated ? last + room + 1 : 1;
  }

  describe() {
    const off = this.off ?? 0;
    const words = [`${t("strip.title")}: ${t("strip.hint")}`, tn("count.incidents", this.shown.length - off)];
    if (off) words.push(tn("strip.off", off));
    this.canvas.setAttribute("aria-label", words.join(". "));
    const loose = this.shown.length - (this.placed?.length ?? 0) - (this.far?.length ?? 0);
    replace(this.note, loose ? t("strip.loose", { n: group(loose) }) : "");
  }

  right() {
    return (this.width ?? 0) - (this.far?.length ? RAIL : 14);
  }

  /** @param {number} km */
  x(km) {
    const { kmStart, kmEnd } = this.blocks.border;
    return LEFT + ((km - kmStart) / (kmEnd - kmStart)) * (this.right() - LEFT);
  }

  /** @param {number} x */
  kmAt(x) {
    const { kmStart, kmEnd } = this.blocks.border;
    const km = kmStart + ((x - LEFT) / (this.right() - LEFT)) * (kmEnd - kmStart);
    return Math.max(kmStart, Math.min(kmEnd, km));
  }

  /** @param {number} day */
  y(day) {
    const share = (day - (this.first ?? 0)) / ((this.last ?? 1) - (this.first ?? 0));
    return TOP + share * ((this.height ?? 0) - TOP - BOTTOM);
  }

  /**
   * Stretches as bars across, and what lasts as bars down.
   * @param {CanvasRenderingContext2D} g
   */
  drawSpans(g) {
    const theme = /** @type {import("./theme.js").Theme} */ (this.theme);
    const chosen = this.chosen();
    const { placed } = this;
    for (const row of placed && placed.length <= MANY ? placed : []) {
      if (row.start === null || row.end === null) continue;
      g.fillStyle = familyColour(this.blocks.style, row.family, theme);
      g.globalAlpha = (chosen.has(row.i) ? 0.7 : 0.3) * (row.isBackground ? 0.6 : 1);
      const top = this.y(row.start);
      const tall = Math.max(3, this.y(row.end + 1) - top);
      if (row.stretch) {
        const left = this.x(row.stretch[0]);
        g.fillRect(left, top, this.x(row.stretch[1]) - left, Math.min(tall, 7));
      } else if (row.km !== null && row.end > row.start && row.get("date_prec") <= 2) {
        g.fillRect(this.x(row.km) - 2, top, 4, tall);
      }
    }
    g.globalAlpha = 1;
  }

  /**
   * A stretch of most of the line has no middle to speak of: its symbol stands at the end.
   * @param {Row} row
   */
  markX(row) {
    if (row.isAlong) return this.right() - 2;
    return this.x(row.km ?? ((row.stretch?.[0] ?? 0) + (row.stretch?.[1] ?? 0)) / 2);
  }

  /** @param {number} i */
  markY(i) {
    return this.y((this.all.start[i] + this.all.end[i] + 1) / 2);
  }

  chosen() {
    const { selected, hovered } = this.store.state;
    return new Set([selected, hovered].map((id) => this.all.find(id)).filter((i) => i >= 0));
  }

  /** @param {CanvasRenderingContext2D} g */
  drawMarks(g) {
    const { placed, far } = this;
    if (!placed || !far) return;
    const chosen = this.chosen();
    this.marks = [...this.along(g, placed, chosen), ...railMarks(this, far)];
    const bottom = (this.height ?? 0) - BOTTOM - SIZE / 2;
    for (const mark of this.marks) {
      mark.y = Math.max(TOP + SIZE / 2, Math.min(bottom, mark.y));
      const isChosen = mark.i >= 0 ? chosen.has(mark.i) : [...chosen].some((i) => this.holds(mark, i));
      this.drawMark(g, mark, isChosen);
    }
  }

  /**
   * What lies along the line: symbols where each still stands at its own kilometre and day, else
   * squares, and of these only the chosen as symbols.
   * @param {CanvasRenderingContext2D} g
   * @param {Rows} placed
   * @param {Set<number>} chosen
   * @returns {Mark[]}
   */
  along(g, placed, chosen) {
    this.heat = null;
    const marks = placed.length > MANY ? null : this.spread(placed);
    if (marks && meanShift(marks) <= MOST_SHIFT) return marks;
    const theme = /** @type {import("./theme.js").Theme} */ (this.theme);
    this.heat = new Heat(this, placed);
    this.heat.draw(g, (family) => familyColour(this.blocks.style, family, theme));
    return this.spread(placed.pick((i) => chosen.has(i)));
  }

  /**
   * Whether a symbol of several holds a row; only those of the rail do.
   * @param {Mark} mark
   * @param {number} i
   */
  holds(mark, i) {
    return mark.count > 1 && Array.from(mark.members()).includes(i);
  }

  /**
   * @param {CanvasRenderingContext2D} g
   * @param {Mark} mark
   * @param {boolean} isChosen
   */
  drawMark(g, mark, isChosen) {
    if (mark.i < 0) {
      drawRailBar(g, this, mark, isChosen);
      return;
    }
    const theme = /** @type {import("./theme.js").Theme} */ (this.theme);
    const { style } = this.blocks;
    const row = this.all.row(mark.i);
    const colour = familyColour(style, row.family, theme);
    if (isChosen) {
      g.beginPath();
      g.arc(mark.x, mark.y, SIZE / 2 + 4, 0, 7);
      g.strokeStyle = colour;
      g.lineWidth = 2;
      g.stroke();
    }
    g.globalAlpha = row.isBackground && !isChosen ? 0.5 : 1;
    drawSymbol(g, style, row, mark.x, mark.y, SIZE, { colour, paper: theme.paper, ratio: this.ratio ?? 1 });
    g.globalAlpha = 1;
  }

  /**
   * Symbols of few, apart where they would touch.
   * @param {Rows} rows
   * @returns {Mark[]}
   */
  spread(rows) {
    const pins = rows.map((row) => ({ id: row.i, x: this.markX(row), y: this.markY(row.i), r: SIZE / 2 - 0.5 }));
    return arrange(pins, { mostApart: 60 }).map(({ pins: [pin, ...more], x, y, r, homeX, homeY }) => {
      const numbers = [pin.id, ...more.map((one) => one.id)];
      return { x, y, r, homeX, homeY, count: 1, i: pin.id, families: null, members: () => numbers };
    });
  }

  /** @param {CanvasRenderingContext2D} g */
  drawDrag(g) {
    const range = this.drag ?? this.store.state.km;
    if (!range) return;
    const theme = /** @type {import("./theme.js").Theme} */ (this.theme);
    const [left, right] = range.map((km) => this.x(km)).sort((a, b) => a - b);
    g.fillStyle = theme.ink;
    g.globalAlpha = 0.07;
    g.fillRect(left, 0, right - left, (this.height ?? 0) - BOTTOM);
    g.globalAlpha = 1;
  }
}

/**
 * How far symbols stand off their places, in pixels.
 * @param {Mark[]} marks
 */
function meanShift(marks) {
  const sum = marks.reduce((all, { x, y, homeX, homeY }) => all + Math.hypot(x - homeX, y - homeY), 0);
  return marks.length ? sum / marks.length : 0;
}
