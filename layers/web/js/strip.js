// The border straightened: kilometre along the line across, time down. What lies far from the
// line stands on a rail at the right.

import { h } from "./dom.js";
import { arrange } from "./spread.js";
import { BOTTOM, LEFT, RAIL, TOP } from "./stripaxes.js";
import { drawCrossings, drawKms, drawRail, drawSectors, drawTimes } from "./stripaxes.js";
import { drawSymbol } from "./symbol.js";
import { familyColour, readTheme } from "./theme.js";
import { t, tn } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./store.js").Store} Store */

const SIZE = 15;

export class Strip {
  /**
   * @param {any} blocks
   * @param {Store} store
   * @param {Row[]} rows
   * @param {import("./mapview.js").MapView} view
   */
  constructor(blocks, store, rows, view) {
    this.blocks = blocks;
    this.store = store;
    this.rows = rows;
    this.view = view;
    /** @type {Row[]} */
    this.shown = [];
    /** @type {import("./spread.js").Mark[]} */
    this.marks = [];
    this.canvas = /** @type {HTMLCanvasElement} */ (h("canvas", { role: "img" }));
    this.element = h("section.dl-strip", { "aria-label": t("strip.title"), hidden: true }, this.canvas);
    this.frame = 0;
    this.onopen = () => {};
    /** @type {[number, number] | null} */
    this.drag = null;
    this.listen();
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

  /** @param {Row[]} shown */
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
    this.far = this.shown.filter((row) => row.km === null && !row.stretch && row.at && row.start !== null);
    this.setTime();
    this.describe();
    drawSectors(g, this);
    drawTimes(g, this);
    drawKms(g, this);
    drawCrossings(g, this);
    drawRail(g, this);
    this.drawSpans(g);
    this.drawMarks(g);
    this.drawDrag(g);
  }

  /** The days shown: the brush's, else all that pass. */
  setTime() {
    const { from, to } = this.store.state.filter;
    const dated = this.shown.filter((row) => row.start !== null);
    const first = from ?? Math.min(...dated.map((row) => row.start ?? 0));
    const last = to ?? Math.max(...dated.map((row) => row.end ?? 0));
    const room = Math.max(1, (last - first) * 0.03);
    this.first = dated.length ? first - room : 0;
    this.last = dated.length ? last + room + 1 : 1;
  }

  describe() {
    const off = this.shown.filter((row) => (row.km === null && !row.stretch) || row.start === null).length;
    const words = [`${t("strip.title")}: ${t("strip.hint")}`, tn("count.incidents", this.shown.length - off)];
    if (off) words.push(tn("strip.off", off));
    this.canvas.setAttribute("aria-label", words.join(". "));
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
    for (const row of this.shown) {
      if (row.start === null || row.end === null) continue;
      g.fillStyle = familyColour(this.blocks.style, row.family, theme);
      g.globalAlpha = (chosen.has(row.id) ? 0.7 : 0.3) * (row.isBackground ? 0.6 : 1);
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

  chosen() {
    const { selected, hovered } = this.store.state;
    return new Set([selected, hovered]);
  }

  /** @param {CanvasRenderingContext2D} g */
  drawMarks(g) {
    const theme = /** @type {import("./theme.js").Theme} */ (this.theme);
    const { style } = this.blocks;
    const far = new Set(this.far);
    const placed = this.shown.filter(
      (row) => row.start !== null && (far.has(row) || row.km !== null || row.stretch),
    );
    const railMiddle = this.right() + 12 + (RAIL - 16) / 2;
    const pins = placed.map((row) => ({
      id: row.id,
      x: far.has(row) ? railMiddle : this.markX(row),
      y: this.y(((row.start ?? 0) + (row.end ?? 0) + 1) / 2),
      r: SIZE / 2 - 0.5,
      weight: row.deaths ?? 0,
      spot: "",
    }));
    const byId = new Map(placed.map((row) => [row.id, row]));
    const chosen = this.chosen();
    this.marks = arrange(pins, { mostApart: 60 });
    const bottom = (this.height ?? 0) - BOTTOM - SIZE / 2;
    for (const mark of this.marks) {
      mark.y = Math.max(TOP + SIZE / 2, Math.min(bottom, mark.y));
      const row = byId.get(mark.pins[0].id);
      if (!row) continue;
      const isChosen = mark.pins.some((pin) => chosen.has(pin.id));
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

  listen() {
    const { element, store } = this;
    let start = -1;
    element.addEventListener("pointerdown", (event) => {
      start = this.point(event).x;
      element.setPointerCapture(event.pointerId);
    });
    element.addEventListener("pointermove", (event) => {
      const { x, y } = this.point(event);
      if (start >= 0 && Math.abs(x - start) > 4) {
        this.drag = [this.kmAt(start), this.kmAt(x)];
        this.ask();
        return;
      }
      const mark = this.hit(x, y);
      element.classList.toggle("is-over", Boolean(mark));
      store.set({ hovered: mark ? mark.pins[0].id : null });
    });
    element.addEventListener("pointerup", (event) => {
      const { x, y } = this.point(event);
      start = -1;
      if (this.drag) {
        this.zoomTo(this.drag);
        return;
      }
      const mark = this.hit(x, y);
      if (mark) store.set({ selected: mark.pins[0].id });
      else if (store.state.km) this.clear();
    });
    element.addEventListener("pointerleave", () => store.set({ hovered: null }));
  }

  /** @param {[number, number]} range */
  zoomTo(range) {
    this.drag = null;
    const [from, to] = [...range].sort((a, b) => a - b);
    this.store.set({ km: [from, to] });
    this.view.showKm(from, to);
  }

  clear() {
    this.store.set({ km: null });
    this.view.goHome();
  }

  /** @param {PointerEvent} event */
  point(event) {
    const box = this.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top - 8 };
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  hit(x, y) {
    let best = null;
    let least = SIZE / 2 + 4;
    for (const mark of this.marks) {
      const away = Math.hypot(mark.x - x, mark.y - y);
      if (away < least) {
        least = away;
        best = mark;
      }
    }
    return best;
  }
}
