// What the pointer does on the strip map: it lights up what lies under it, opens what it clicks,
// and a drag along the line zooms the map.

import * as format from "./format.js";
import { SIZE } from "./stripaxes.js";
import { t, tn } from "./words.js";

export class StripPointer {
  /** @param {import("./strip.js").Strip} strip */
  constructor(strip) {
    this.strip = strip;
    this.listen();
  }

  listen() {
    const { strip } = this;
    const { element, store } = strip;
    let start = -1;
    element.addEventListener("pointerdown", (event) => {
      start = this.point(event).x;
      element.setPointerCapture(event.pointerId);
    });
    element.addEventListener("pointermove", (event) => {
      const { x, y } = this.point(event);
      if (start >= 0 && Math.abs(x - start) > 4) {
        strip.drag = [strip.kmAt(start), strip.kmAt(x)];
        strip.ask();
        return;
      }
      const found = this.found(x, y);
      element.classList.toggle("is-over", found.length > 0);
      element.title = found.length > 1 ? tn("count.here", found.length) : this.closureWords(x, y);
      store.set({ hovered: found.length === 1 ? strip.all.id(found[0]) : null });
    });
    element.addEventListener("pointerup", (event) => {
      const { x, y } = this.point(event);
      start = -1;
      if (strip.drag) {
        this.zoomTo(strip.drag);
        return;
      }
      const found = this.found(x, y);
      if (found.length === 1) store.set({ selected: strip.all.id(found[0]) });
      else if (found.length) this.openMany(found);
      else if (store.state.km) this.clear();
    });
    element.addEventListener("pointercancel", () => {
      start = -1;
      strip.drag = null;
      strip.ask();
    });
    element.addEventListener("pointerleave", () => store.set({ hovered: null }));
  }

  /**
   * What the bar of a closure under a point says.
   * @param {number} x
   * @param {number} y
   */
  closureWords(x, y) {
    const bar = this.strip.bars.find(({ box }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]);
    if (!bar) return "";
    const days = format.days(format.isoDay(bar.from), format.isoDay(bar.to));
    return t("strip.closed", { name: bar.crossing.name, state: t(`crossing.state.${bar.state}`), days });
  }

  /** @param {[number, number]} range */
  zoomTo(range) {
    this.strip.drag = null;
    const [from, to] = [...range].sort((a, b) => a - b);
    this.strip.store.set({ km: [from, to] });
    this.strip.view.showKm(from, to);
  }

  /**
   * The rows under a point: of a symbol, of a bar on the rail, or of a square.
   * @param {number} x
   * @param {number} y
   * @returns {ArrayLike<number>}
   */
  found(x, y) {
    const mark = this.hit(x, y);
    if (mark) return mark.i >= 0 ? [mark.i] : mark.members();
    return this.strip.heat?.at(x, y) ?? [];
  }

  /** @param {ArrayLike<number>} numbers */
  openMany(numbers) {
    this.strip.store.set({ selected: null, tab: "incidents" });
    this.strip.store.setFilter({ here: Array.from(numbers, (i) => this.strip.all.id(i)) });
  }

  clear() {
    this.strip.store.set({ km: null });
    this.strip.view.goHome();
  }

  /** @param {PointerEvent} event */
  point(event) {
    const box = this.strip.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top - 8 };
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  hit(x, y) {
    let best = null;
    let least = SIZE / 2 + 4;
    for (const mark of this.strip.marks) {
      const dx = Math.max(0, Math.abs(mark.x - x) - (mark.i < 0 ? mark.r : 0));
      const away = Math.hypot(dx, mark.y - y);
      if (away < least) {
        least = away;
        best = mark;
      }
    }
    return best;
  }
}
