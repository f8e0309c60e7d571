// The panel: title, tabs, and the incident that is open. On a phone it is a sheet from below.

import { drawAbout, isDurand, summary } from "./about.js";
import { drawDetail } from "./detail.js";
import { Chapters } from "./chapters.js";
import { h, own, replace } from "./dom.js";
import { filterOf, sortRows } from "./filter.js";
import { drawInset, farPlaces } from "./far.js";
import { icon } from "./icon.js";
import { LayersPage } from "./layerspage.js";
import { List } from "./list.js";
import { Reader } from "./reader.js";
import { CHECKED } from "./rows.js";
import { Share } from "./share.js";
import { symbol } from "./symbol.js";
import { familyColour, readTheme } from "./theme.js";
import { group, t } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./store.js").Store} Store */

const TABS = ["story", "incidents", "sources", "layers", "about"];

export class Panel {
  /**
   * @param {any} blocks
   * @param {Store} store
   * @param {import("./rows.js").Rows} rows
   * @param {import("./mapview.js").MapView} view
   * @param {import("./review.js").Review | null} [review] controls to decide, if asked for
   */
  constructor(blocks, store, rows, view, review = null) {
    this.review = review;
    this.blocks = blocks;
    this.store = store;
    this.rows = rows;
    this.view = view;
    this.shown = rows;
    /** @type {HTMLElement | null} */
    this.aboutPage = null;
    this.list = new List(blocks.style, store, rows, view);
    this.layers = new LayersPage(blocks, store, /** @type {any} */ (rows));
    this.layers.density = view.density;
    this.reader = new Reader(blocks, store, /** @type {any} */ (rows), view);
    this.story = new Chapters(blocks, store, /** @type {any} */ (rows), view);
    this.types = h("div.dl-types", { role: "group", "aria-label": t("filter.types") });
    this.tabs = h("div.dl-tabs", { role: "tablist" });
    this.body = h("div.dl-body", { role: "tabpanel", tabindex: "-1" });
    this.element = h(
      "aside.dl-panel",
      { "aria-label": t("page.panel"), "data-sheet": "peek" },
      h("button.dl-grip", { type: "button", "aria-label": t("nav.sheet"), onclick: () => this.cycleSheet() }),
      this.header(),
      review?.bar,
      this.tabs,
      this.body,
    );
    this.list.element.prepend(this.types);
    /** @type {{present: string[], checked: Set<string>} | null} */
    this.kinds = null;
    /** @type {string | null} */
    this.typesKey = null;
    this.dragSheet();
    this.drawTabs();
    this.drawBody();
  }

  /** Made when it is first read. */
  get about() {
    return (this.aboutPage ??= drawAbout(this.blocks, this.rows.all));
  }

  header() {
    const { page, border } = this.blocks;
    const share = new Share(this.blocks, this.view);
    return h(
      "header.dl-head",
      {},
      h("h1", {}, own(page.title)),
      h("p.dl-summary", {}, summary(page, this.rows.all)),
      share.button,
      isDurand(border) ? h("p.dl-small.dl-label-note", {}, t("about.label")) : null,
    );
  }

  drawTabs() {
    const { store } = this;
    const { tab } = store.state;
    replace(
      this.tabs,
      TABS.filter((name) => this.has(name)).map((name) =>
        h(
          "button.dl-tab",
          {
            type: "button",
            role: "tab",
            id: `dl-tab-${name}`,
            "aria-selected": String(name === tab),
            onclick: () => {
              store.set({ tab: name, selected: null });
              if (this.element.dataset.sheet === "peek") this.setSheet("half");
            },
          },
          t(`tab.${name}`),
          name === "incidents" ? h("span.dl-tab-count", {}, group(this.shown.length)) : null,
        ),
      ),
    );
  }

  /** @param {string} tab */
  has(tab) {
    if (tab === "story") return this.story.isThere;
    return tab !== "sources" || Boolean(this.blocks.incidents);
  }

  drawBody() {
    const { selected, tab } = this.store.state;
    // Who reads keeps reading: there the sentence answers, not the whole incident.
    const isReading = tab === "sources" || (tab === "story" && this.has(tab));
    const row = isReading ? null : this.rows.byId(selected);
    this.element.classList.toggle("has-detail", Boolean(row));
    const pages = {
      incidents: this.list.element,
      layers: this.layers.element,
      about: tab === "about" ? this.about : this.list.element,
      sources: this.reader.element,
      story: this.story.element,
    };
    const page = row ? this.detail(row) : (pages[/** @type {keyof typeof pages} */ (tab)] ?? this.list.element);
    if (this.body.firstChild !== page) {
      replace(this.body, page);
      this.body.scrollTop = 0;
    }
    if (tab === "sources") this.reader.show(selected, /** @type {any} */ (this.shown));
    if (tab === "story") this.story.show(selected);
  }

  /** @param {import("./rows.js").Rows} shown */
  show(shown) {
    this.shown = shown;
    this.list.show(shown);
    this.drawTypes();
    const count = this.tabs.querySelector(".dl-tab-count");
    if (count) count.textContent = group(shown.length);
  }

  /** The legend of types is their filter. */
  drawTypes() {
    const { store, blocks } = this;
    const chosen = store.state.filter.types;
    const { all } = this.rows;
    const counts = filterOf(all).countTypes();
    // As on the map: solid only where something of the type was checked.
    const { present, checked } = (this.kinds ??= listTypes(all));
    const key = `${chosen}`;
    if (key === this.typesKey) {
      // Only the numbers change while a brush moves.
      this.types.querySelectorAll(".dl-type-count").forEach((count, at) => {
        count.textContent = group(counts[all.types.indexOf(present[at])]);
      });
      return;
    }
    this.typesKey = key;
    replace(
      this.types,
      present.map((type) => {
        const isOn = !chosen || chosen.includes(type);
        const n = counts[all.types.indexOf(type)];
        return h(
          "button.dl-type",
          {
            type: "button",
            "aria-pressed": String(Boolean(chosen) && isOn),
            class: `dl-type${isOn ? "" : " is-off"}`,
            onclick: () => this.toggleType(type, present),
          },
          symbol(blocks.style, type, { size: 20, isChecked: checked.has(type) }),
          h("span", {}, t(`event.${type}`)),
          h("span.dl-type-count", {}, group(n)),
        );
      }),
    );
  }

  /**
   * The first click shows only that type; further ones add and take away.
   * @param {string} type
   * @param {string[]} present
   */
  toggleType(type, present) {
    const chosen = this.store.state.filter.types;
    let types = chosen ? [...chosen] : [];
    types = types.includes(type) ? types.filter((one) => one !== type) : [...types, type];
    const isAll = !types.length || types.length === present.length;
    this.store.setFilter({ types: isAll ? null : types });
  }

  /** @param {Row} row */
  detail(row) {
    const { store, blocks } = this;
    const order = sortRows(this.shown, store.state.sort);
    const at = order.indexOf(row);
    const go = (/** @type {number} */ step) => {
      const next = order.at((at + step + order.length) % order.length);
      if (next) store.set({ selected: next.id });
    };
    return h(
      "div.dl-page",
      {},
      h(
        "div.dl-detail-nav",
        {},
        h("button.dl-back", { type: "button", onclick: () => store.set({ selected: null }) }, icon("M10 3L5 8L10 13"), t("nav.back")),
        h("span.dl-spacer"),
        row.at
          ? h("button.dl-icon", { type: "button", title: t("nav.showOnMap"), "aria-label": t("nav.showOnMap"), onclick: () => this.showOnMap(row) }, icon("M8 1.5V5M8 11V14.5M1.5 8H5M11 8H14.5M8 5A3 3 0 1 1 8 11A3 3 0 1 1 8 5"))
          : null,
        h("button.dl-icon", { type: "button", title: t("detail.copyLink"), "aria-label": t("detail.copyLink"), onclick: copyAddress }, icon("M6.5 9.5L9.5 6.5M7 4.5L8.7 2.8A3 3 0 0 1 13.2 7.3L11.5 9M9 11.5L7.3 13.2A3 3 0 0 1 2.8 8.7L4.5 7")),
        h("button.dl-icon", { type: "button", title: t("nav.previous"), "aria-label": t("nav.previous"), onclick: () => go(-1) }, icon("M3 10L8 5L13 10")),
        h("button.dl-icon", { type: "button", title: t("nav.next"), "aria-label": t("nav.next"), onclick: () => go(1) }, icon("M3 6L8 11L13 6")),
      ),
      drawDetail(row, blocks.style, blocks.border, {
        inset: this.inset(row),
        evidence: blocks.story?.evidence[row.id],
        read: () => store.set({ tab: "sources" }),
        point: (place) => this.view.point(place.at),
      }),
      this.review?.section(row),
    );
  }

  /** @param {Row} row */
  showOnMap(row) {
    if (this.isSheet()) this.setSheet("peek");
    this.view.flyTo(row);
  }

  /** @param {Row} row */
  inset(row) {
    const place = farPlaces(this.rows.all, this.blocks.far).of(row.i);
    if (!place) return null;
    const colour = familyColour(this.blocks.style, row.family, readTheme());
    return drawInset(place, this.view, colour);
  }

  isSheet() {
    return getComputedStyle(this.element).position === "fixed";
  }

  cycleSheet() {
    const order = ["peek", "half", "full"];
    const at = order.indexOf(this.element.dataset.sheet ?? "peek");
    this.setSheet(order[(at + 1) % 3]);
  }

  /** @param {string} height */
  setSheet(height) {
    this.element.dataset.sheet = height;
    const { clientHeight } = document.documentElement;
    this.view.covered = this.isSheet() && height === "half" ? clientHeight * 0.3 : 0;
  }

  /** Pull the sheet up and down by its head. */
  dragSheet() {
    let startY = 0;
    let isDown = false;
    const grip = /** @type {HTMLElement} */ (this.element.firstElementChild);
    const head = /** @type {HTMLElement} */ (grip.nextElementSibling);
    const order = ["peek", "half", "full"];
    for (const part of [grip, head]) {
      part.addEventListener("pointerdown", (event) => {
        isDown = true;
        startY = event.clientY;
      });
      part.addEventListener("pointermove", (event) => {
        if (!isDown || !this.isSheet()) return;
        const moved = startY - event.clientY;
        if (Math.abs(moved) < 40) return;
        const at = order.indexOf(this.element.dataset.sheet ?? "peek");
        this.setSheet(order[Math.max(0, Math.min(2, at + Math.sign(moved)))]);
        startY = event.clientY;
      });
      for (const name of ["pointerup", "pointercancel"]) {
        part.addEventListener(name, () => {
          isDown = false;
        });
      }
    }
  }
}

/**
 * The types that there are, and those of which something was checked.
 * @param {import("./rows.js").Incidents} all
 */
function listTypes({ types, type, flags, count }) {
  const seen = new Uint8Array(types.length);
  for (let i = 0; i < count; i++) seen[type[i]] |= flags[i] & CHECKED ? 3 : 1;
  return { present: types.filter((_, at) => seen[at]), checked: new Set(types.filter((_, at) => seen[at] & 2)) };
}

/** @param {Event} event */
async function copyAddress(event) {
  const button = /** @type {HTMLElement} */ (event.currentTarget);
  try {
    await navigator.clipboard.writeText(location.href);
    button.title = t("about.copied");
    button.classList.add("is-done");
  } catch {
    // Without leave to copy the address still stands in the address bar.
    button.title = location.href;
  }
}
