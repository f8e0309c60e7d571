// A story: incidents with headings and words of its own, one after the other.

import { card } from "./card.js";
import { h, own, replace } from "./dom.js";
import { icon } from "./icon.js";
import { t } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {{id: string | null, heading: string, text: string}} Chapter */

export class Chapters {
  /**
   * @param {any} blocks
   * @param {import("./store.js").Store} store
   * @param {Row[]} rows
   * @param {import("./mapview.js").MapView} view
   */
  constructor(blocks, store, rows, view) {
    this.style = blocks.style;
    this.store = store;
    this.view = view;
    /** @type {Chapter[]} */
    this.chapters = blocks.story?.chapters ?? [];
    this.rows = rows;
    this.at = -1;
    this.status = h("span.dl-small", { role: "status" });
    this.items = h("ol.dl-chapters", { "aria-label": t("tab.story") });
    this.element = h("div.dl-page.dl-story", {}, this.bar(), this.items);
    this.draw();
  }

  get isThere() {
    return this.chapters.length > 0;
  }

  bar() {
    const step = (/** @type {string} */ name, /** @type {number} */ way, /** @type {string} */ path) =>
      h("button.dl-icon", { type: "button", title: t(name), "aria-label": t(name), onclick: () => this.go(this.at + way) }, icon(path));
    return h(
      "div.dl-detail-nav",
      {},
      this.status,
      h("span.dl-spacer"),
      step("story.previous", -1, "M3 10L8 5L13 10"),
      step("story.next", 1, "M3 6L8 11L13 6"),
    );
  }

  /** @param {number} at number of a chapter */
  go(at) {
    this.at = Math.max(0, Math.min(this.chapters.length - 1, at));
    const { id } = this.chapters[this.at];
    this.store.set({ selected: id });
    const row = this.rowOf(id);
    if (row) this.view.flyTo(row);
    this.draw();
    this.items.children[this.at]?.scrollIntoView?.({ block: "nearest" });
  }

  /**
   * A pin that is chosen opens its chapter.
   * @param {string | null} selected
   */
  show(selected) {
    const isOpen = this.chapters[this.at]?.id === selected;
    if (selected && !isOpen) this.at = this.chapters.findIndex((one) => one.id === selected);
    this.draw();
    this.items.children[this.at]?.scrollIntoView?.({ block: "nearest" });
  }

  /** @param {string | null} id */
  rowOf(id) {
    return id ? this.rows.find((row) => row.id === id) : null;
  }

  draw() {
    const total = this.chapters.length;
    replace(this.status, this.at < 0 ? t("story.steps", { total }) : t("reader.at", { n: this.at + 1, total }));
    replace(this.items, this.chapters.map((chapter, i) => this.chapter(chapter, i)));
  }

  /**
   * @param {Chapter} chapter
   * @param {number} i
   */
  chapter({ id, heading, text }, i) {
    const row = this.rowOf(id);
    const isCurrent = i === this.at;
    const title = heading || (row ? t(`event.${row.type}`) : t("story.step", { n: i + 1 }));
    return h(
      `li.dl-chapter${isCurrent ? ".is-current" : ""}`,
      { "aria-current": isCurrent ? "step" : null },
      h("h2", {}, h("button", { type: "button", onclick: () => this.go(i) }, own(title))),
      text ? h("p.dl-text", { dir: "auto" }, own(text)) : null,
      row ? card(row, this.style, () => this.store.set({ tab: "incidents", selected: row.id })) : null,
    );
  }
}
