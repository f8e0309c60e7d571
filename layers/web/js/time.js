// Incidents over time: bars, and a brush over them that filters everything else.

import { Bars, chooseUnit } from "./bins.js";
import { h, replace, svg } from "./dom.js";
import { filterOf, HERE, TIME } from "./filter.js";
import * as format from "./format.js";
import { icon } from "./icon.js";
import { NO_DAY } from "./rows.js";
import { t, tn } from "./words.js";

/** @typedef {import("./store.js").Store} Store */

const HEIGHT = 64;
const LEFT = 14;
const WIDEST = 44; // pixels; few bars need not be blocks
const STEP_MS = 700;
const LETTER = 6.4; // pixels, of the words under the axis

export class Time {
  /**
   * @param {any} style
   * @param {Store} store
   * @param {import("./rows.js").Rows} rows
   * @param {import("./strip.js").Strip} strip
   */
  constructor(style, store, rows, strip) {
    this.style = style;
    this.store = store;
    this.rows = rows;
    this.strip = strip;
    this.filter = filterOf(rows.all);
    const { start, end, count } = rows.all;
    this.undated = 0;
    this.first = Infinity;
    this.last = -Infinity;
    for (let i = 0; i < count; i++) {
      if (start[i] === NO_DAY) this.undated += 1;
      else {
        this.first = Math.min(this.first, start[i]);
        this.last = Math.max(this.last, end[i]);
      }
    }
    this.isEmpty = this.undated === count;
    this.drawn = "";
    /** @type {Bars | null} */
    this.counted = null;
    /** @type {import("./bins.js").Bin[]} */
    this.bins = [];
    /** @type {SVGElement[]} */
    this.groups = [];
    this.unit = this.isEmpty ? "day" : chooseUnit(this.first, this.last);
    this.width = 600;
    this.timer = 0;
    this.head = h("div.dl-time-head");
    this.isPlaying = false;
    this.playButton = h("button.dl-play", { type: "button", onclick: () => this.toggle() });
    this.allButton = h("button.dl-link", { type: "button", onclick: () => this.clear() }, t("time.all"));
    this.stripButton = h("button.dl-strip-button", { type: "button", title: t("strip.show"), onclick: () => this.turnStrip() }, t("strip.title"));
    this.range = h("span.dl-time-range", { "aria-live": "polite" });
    this.chart = h("div.dl-time-chart");
    this.element = h("section.dl-time", { "aria-label": t("time.title"), hidden: this.isEmpty }, this.head, this.chart);
    if (this.isEmpty) return;
    this.makeHead();
    new ResizeObserver(() => this.resize()).observe(this.chart);
    this.drag();
  }

  resize() {
    const width = Math.round(this.chart.clientWidth);
    if (width && width !== this.width) {
      this.width = width;
      this.draw();
    }
  }

  draw() {
    if (this.isEmpty) return;
    const { filter, unit, width, store } = this;
    const key = `${filter.version} ${width}`;
    if (key !== this.drawn) {
      this.drawn = key;
      this.counted ??= new Bars(this.rows.all, this.first, this.last, unit);
      this.bins = this.counted.count((i) => filter.fails[i] & ~(TIME | HERE));
      this.drawBars(this.bins);
    }
    this.drawHead();
    this.drawBrush(store.state.filter);
  }

  /** @param {import("./bins.js").Bin[]} bins */
  drawBars(bins) {
    const most = Math.max(...bins.map((bin) => bin.total), 1);
    this.groups = bins.map((bin) => this.bar(bin, most));
    this.span = svg("rect.dl-brush", { y: 0, height: HEIGHT });
    this.plot = svg(
      "svg",
      { width: this.width, height: HEIGHT + 20, "aria-hidden": "true" },
      this.groups,
      svg("path.dl-axis", { d: `M0 ${HEIGHT + 0.5}H${this.width}` }),
      this.ticks(),
    );
    replace(this.chart, this.plot, this.handle("from"), this.handle("to"));
  }

  /**
   * What a move of the brush changes.
   * @param {import("./store.js").Filter} filter
   */
  drawBrush({ from, to }) {
    const { span, plot, groups, bins } = this;
    bins.forEach((bin, i) => {
      const isIn = (from === null || bin.to >= from) && (to === null || bin.from <= to);
      groups[i].classList.toggle("is-out", !isIn);
    });
    if (from === null && to === null) span?.remove();
    else if (span) {
      const left = this.x(from ?? this.start());
      span.setAttribute("x", String(left));
      span.setAttribute("width", String(Math.max(1, this.x((to ?? this.end()) + 1) - left)));
      if (!span.isConnected) plot?.append(span);
    }
    this.place("from", from ?? this.start());
    this.place("to", (to ?? this.end()) + 1);
  }

  /** The line above the bars; its buttons stay, and so does the focus on them. */
  makeHead() {
    replace(
      this.head,
      this.playButton,
      this.stepButton(-1),
      this.stepButton(1),
      h("h2", {}, t("time.title"), h("span", {}, ` ${t(`time.by.${this.unit}`)}`)),
      this.range,
      this.allButton,
      h("span.dl-spacer"),
      this.undated ? h("span.dl-time-undated", {}, tn("time.undated", this.undated)) : null,
      this.strip.blocks.border ? this.stripButton : null,
    );
  }

  drawHead() {
    const { from, to } = this.store.state.filter;
    const isAll = from === null && to === null;
    const days = () => format.days(format.isoDay(from ?? this.start()), format.isoDay(to ?? this.end()));
    replace(this.range, isAll ? t("time.all") : days());
    this.allButton.hidden = isAll;
    this.stripButton.setAttribute("aria-pressed", String(this.strip.isOpen));
    const isPlaying = Boolean(this.timer);
    if (this.playButton.firstChild && this.isPlaying === isPlaying) return;
    this.isPlaying = isPlaying;
    this.playButton.setAttribute("aria-label", t(isPlaying ? "time.pause" : "time.play"));
    replace(
      this.playButton,
      svg(
        "svg",
        { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" },
        svg("path", { d: isPlaying ? "M4 3V13M11 3V13" : "M4 2.5L13 8L4 13.5Z" }),
      ),
    );
  }

  /** @param {1 | -1} by */
  stepButton(by) {
    const words = t(by > 0 ? "time.next" : "time.previous");
    const act = () => {
      this.stop();
      this.step(by);
    };
    return h("button.dl-step", { type: "button", title: words, "aria-label": words, onclick: act }, icon(by > 0 ? "M6 3L11 8L6 13" : "M10 3L5 8L10 13"));
  }

  turnStrip() {
    this.strip.open(!this.strip.isOpen);
    this.drawHead();
  }

  start() {
    return this.bins[0].from ?? this.first;
  }

  end() {
    return this.bins[this.bins.length - 1].to ?? this.last;
  }

  /** @param {number} day */
  x(day) {
    return LEFT + ((day - this.start()) / (this.end() + 1 - this.start())) * (this.width - 2 * LEFT);
  }

  /** @param {number} x */
  dayAt(x) {
    const share = (x - LEFT) / (this.width - 2 * LEFT);
    return Math.round(this.start() + share * (this.end() + 1 - this.start()));
  }

  /**
   * @param {import("./bins.js").Bin} bin
   * @param {number} most
   */
  bar(bin, most) {
    const room = this.x(bin.to + 1) - this.x(bin.from);
    const gap = this.bins.length > 120 ? 0.3 : 1.5;
    const width = Math.max(1, Math.min(room - gap, WIDEST));
    const left = this.x(bin.from) + (room - width) / 2;
    let top = HEIGHT;
    const parts = Object.keys(this.style.families)
      .filter((family) => bin.counts.has(family))
      .map((family) => {
        const height = ((bin.counts.get(family) ?? 0) / most) * (HEIGHT - 6);
        top -= height;
        return svg(`rect.dl-time-bar.family-${family}`, { x: left, y: top, width, height });
      });
    return svg("g", {}, parts);
  }

  ticks() {
    const days = (this.end() - this.start()) / (this.width / 90);
    const names = t("months.short").split(" ");
    const marks = [];
    let lastX = -100;
    for (const bin of this.bins) {
      const day = format.readDay(format.isoDay(bin.from));
      if (!day || this.x(bin.from) - lastX < 74) continue;
      if (days > 300 && day.month !== 1) continue;
      lastX = this.x(bin.from);
      const month = names[day.month - 1];
      const words = this.unit === "year" ? `${day.year}` : this.unit === "month" ? `${month} ${day.year}` : `${day.day} ${month} ${day.year}`;
      marks.push(
        svg("path.dl-axis", { d: `M${lastX + 0.5} ${HEIGHT}v4` }),
        svg("text.dl-tick", { x: Math.min(lastX, this.width - words.length * LETTER), y: HEIGHT + 15 }, words),
      );
    }
    return marks;
  }

  /** @param {"from" | "to"} which */
  handle(which) {
    return h("div.dl-handle", {
      role: "slider",
      tabindex: "0",
      "aria-label": t(`time.${which}`),
      "aria-valuemin": this.start(),
      "aria-valuemax": this.end(),
      "data-which": which,
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event, which),
    });
  }

  /**
   * @param {"from" | "to"} which
   * @param {number} day
   */
  place(which, day) {
    const shown = which === "to" ? day - 1 : day;
    const handle = /** @type {HTMLElement | null} */ (this.chart.querySelector(`[data-which=${which}]`));
    if (!handle) return;
    handle.setAttribute("aria-valuenow", String(shown));
    handle.setAttribute("aria-valuetext", format.days(format.isoDay(shown), null));
    handle.style.left = `${this.x(day)}px`;
  }

  /**
   * @param {KeyboardEvent} event
   * @param {"from" | "to"} which
   */
  key(event, which) {
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (event.key === "Escape") this.clear();
    if (!step) return;
    event.preventDefault();
    const { from, to } = this.store.state.filter;
    const day = (which === "from" ? (from ?? this.start()) : (to ?? this.end())) + step * this.stepDays();
    this.choose(which === "from" ? day : (from ?? this.start()), which === "to" ? day : (to ?? this.end()));
  }

  stepDays() {
    return { day: 1, week: 7, month: 30, year: 365 }[this.unit] ?? 1;
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  choose(from, to) {
    const low = Math.max(this.start(), Math.min(from, to));
    const high = Math.min(this.end(), Math.max(from, to));
    const isAll = low <= this.start() && high >= this.end();
    this.store.setFilter(isAll ? { from: null, to: null } : { from: low, to: high });
  }

  clear() {
    this.stop();
    this.store.setFilter({ from: null, to: null });
  }

  /** Drag a new brush, an edge of it, or click a bar. */
  drag() {
    let anchor = 0;
    let isDown = false;
    let edge = "";
    this.chart.addEventListener("pointerdown", (event) => {
      this.stop();
      isDown = true;
      this.chart.setPointerCapture(event.pointerId);
      const target = /** @type {HTMLElement} */ (event.target);
      edge = target.dataset?.which ?? "";
      const { from, to } = this.store.state.filter;
      anchor = this.pointerDay(event);
      if (edge === "from") anchor = to ?? this.end();
      if (edge === "to") anchor = from ?? this.start();
      this.moved = false;
    });
    this.chart.addEventListener("pointermove", (event) => {
      if (!isDown) return;
      const day = this.pointerDay(event);
      if (!edge && Math.abs(this.x(day) - this.x(anchor)) < 3) return;
      this.moved = true;
      this.choose(anchor, day);
    });
    this.chart.addEventListener("pointerup", (event) => {
      if (!isDown) return;
      isDown = false;
      if (!this.moved && !edge) this.chooseBar(this.pointerDay(event));
    });
  }

  /** @param {PointerEvent} event */
  pointerDay(event) {
    return this.dayAt(event.clientX - this.chart.getBoundingClientRect().left);
  }

  /** @param {number} day */
  chooseBar(day) {
    const bin = this.bins.find((one) => day >= one.from && day <= one.to);
    const { from, to } = this.store.state.filter;
    if (!bin || (bin.from === from && bin.to === to)) this.clear();
    else this.choose(bin.from, bin.to);
  }

  toggle() {
    if (this.timer) {
      this.stop();
      this.draw();
      return;
    }
    this.timer = setInterval(() => this.step(1), STEP_MS);
    this.step(1);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
  }

  /**
   * Move the brush by one bar; empty bars are skipped.
   * @param {1 | -1} by
   */
  step(by) {
    const { from, to } = this.store.state.filter;
    const filled = this.bins.filter((bin) => bin.total > 0);
    const next =
      by > 0
        ? filled.find((bin) => bin.from > (to ?? -Infinity))
        : filled.reverse().find((bin) => bin.to < (from ?? Infinity));
    if (next) this.store.setFilter({ from: next.from, to: next.to });
    else this.clear();
  }
}
