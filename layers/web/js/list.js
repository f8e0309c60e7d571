// The list of incidents: those with a pin first, then those without.

import { sumWords, tellSum } from "./claims.js";
import { h, own, replace } from "./dom.js";
import { creditLine, save, toCsv, toGeoJson, toPicture, toSvg } from "./download.js";
import { filterOf, ORDER_NAMES, Reading } from "./filter.js";
import * as format from "./format.js";
import { Facets } from "./facets.js";
import { symbol } from "./symbol.js";
import { group, t, tn } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./rows.js").Rows} Rows */
/** @typedef {import("./store.js").Store} Store */

/** @param {Row} row */
function whereAlong(row) {
  if (row.stretch) return format.kmRange(row.stretch[0], row.stretch[1]);
  return row.km === null ? "" : format.atKm(row.km);
}

const STEP = 60; // rows drawn at once; more as a reader comes to their end
const MANY = 300;
const FEW = 14;
const LIST_MS = 200;
const PICTURE_FIRST = 50_000; // of more, the map is drawn before the list
const MOST_SUMMED = 200_000; // of more, tolls that several places share would take seconds to find
const SUMMED_AT_ONCE = 2_000; // a sum of more waits until the brush rests
const REST_MS = 250;

/**
 * The sum of very many rows, without a look at what each source claims.
 * @param {Rows} rows
 */
function sumOfMany(rows) {
  const { deaths } = rows.all;
  let [dead, unknown] = [0, 0];
  for (let k = 0; k < rows.length; k++) {
    const n = deaths[rows.number(k)];
    if (n < 0) unknown++;
    else dead += n;
  }
  return tellSum(dead, unknown);
}

export class List {
  /**
   * @param {any} style
   * @param {Store} store
   * @param {Rows} rows
   * @param {import("./mapview.js").MapView} view
   */
  constructor(style, store, rows, view) {
    this.style = style;
    this.view = view;
    this.store = store;
    this.rows = rows;
    this.tools = h("div.dl-tools");
    this.note = h("div.dl-note", { "aria-live": "polite" });
    this.items = h("ol.dl-list", { "aria-label": t("tab.incidents") });
    this.rest = h("div");
    this.facets = new Facets(store, filterOf(rows.all));
    this.sum = h("span.dl-sum");
    this.timer = 0;
    this.later = 0;
    this.sort = "";
    /** @type {IntersectionObserver[]} */
    this.watches = [];
    this.element = h("div.dl-page", {}, this.tools, this.facets.element, this.note, this.items, this.rest);
    this.drawTools();
  }

  drawTools() {
    const { store } = this;
    replace(
      this.tools,
      h("input.dl-search", {
        type: "search",
        placeholder: t("list.search"),
        "aria-label": t("list.search"),
        value: store.state.filter.words,
        oninput: (/** @type {any} */ event) => store.setFilter({ words: event.target.value }),
      }),
      h(
        "select.dl-sort",
        {
          "aria-label": t("list.sort"),
          onchange: (/** @type {any} */ event) => store.set({ sort: event.target.value }),
        },
        ORDER_NAMES.map((name) =>
          h("option", { value: name, selected: name === store.state.sort }, t(`list.${name}`)),
        ),
      ),
    );
  }

  /** @param {Rows} shown */
  show(shown) {
    const { sort } = this.store.state;
    this.facets.draw();
    this.drawNote(shown);
    clearTimeout(this.later);
    // While a brush moves over very many, the list waits until it rests.
    const isNew = sort !== this.sort || !this.items.firstChild;
    const isQuick = shown.length <= MANY || (isNew && shown.length <= PICTURE_FIRST);
    if (isQuick) this.drawItems(shown);
    else this.later = setTimeout(() => this.drawItems(shown), LIST_MS);
    this.sort = sort;
  }

  /** @param {Rows} shown */
  drawNote(shown) {
    const { filter } = this.store.state;
    const isAll = shown.length === this.rows.length;
    const count = { n: group(shown.length), total: group(this.rows.length) };
    replace(
      this.note,
      isAll ? null : h("span", {}, filter.here ? tn("count.here", shown.length) : t("count.shown", count)),
      isAll ? null : h("button.dl-link", { type: "button", onclick: () => this.reset() }, t("list.reset")),
      shown.length ? this.sum : null,
    );
    this.sumUp(shown);
  }

  /** @param {Rows} shown */
  drawItems(shown) {
    const { sort } = this.store.state;
    for (const watch of this.watches.splice(0)) watch.disconnect();
    const placed = new Reading(shown, sort, true);
    const loose = new Reading(shown, sort, false);
    this.fill(this.items, placed);
    if (!shown.length) {
      const why = this.rows.length ? "list.empty" : "list.emptyAll";
      replace(this.items, h("li.dl-empty", {}, t(why)));
    }
    const unplaced = h("ol.dl-list", { "aria-label": t("list.noPin") });
    this.fill(unplaced, loose);
    replace(
      this.rest,
      loose.length ? h("h2.dl-heading", {}, t("list.noPin")) : null,
      loose.length ? h("p.dl-small", {}, t("list.noPinWhy")) : null,
      loose.length ? unplaced : null,
      shown.length ? this.downloads(shown) : null,
    );
  }

  /**
   * Rows, as many as a reader sees; the next when the last comes near.
   * @param {HTMLElement} list
   * @param {Reading} rows
   */
  fill(list, rows) {
    // While a brush moves over very many, only what is in sight is made.
    let drawn = rows.length > MANY ? FEW : STEP;
    replace(list, rows.next(drawn).map((row) => this.item(row)));
    if (drawn >= rows.length) return;
    const end = h("li.dl-list-end", {}, h("button.dl-link", { type: "button", onclick: () => more() }));
    const more = () => {
      const next = rows.next(STEP).map((row) => this.item(row));
      drawn += next.length;
      end.before(...next);
      if (drawn >= rows.length) end.remove();
      else label();
    };
    const label = () => {
      /** @type {HTMLElement} */ (end.firstChild).textContent = tn("list.further", rows.length - drawn);
    };
    label();
    list.append(end);
    const look = (/** @type {IntersectionObserverEntry[]} */ seen) => {
      if (seen.some((one) => one.isIntersecting)) more();
    };
    const watch = new IntersectionObserver(look, { rootMargin: rows.length > MANY ? "0px" : "400px" });
    watch.observe(end);
    this.watches.push(watch);
  }

  /** @param {Rows} shown */
  sumUp(shown) {
    clearTimeout(this.timer);
    const say = () => replace(this.sum, shown.length > MOST_SUMMED ? sumOfMany(shown) : sumWords(shown));
    if (shown.length <= SUMMED_AT_ONCE) say();
    else {
      replace(this.sum);
      this.timer = setTimeout(say, REST_MS);
    }
  }

  /** @param {Rows} shown */
  downloads(shown) {
    const { all } = shown;
    const closed = all.closed ? shown.count((i) => all.closed.get(i)) : 0;
    const open = closed ? shown.pick((i) => !all.closed.get(i)) : shown;
    const { title } = this.view.blocks.page;
    const credit = creditLine();
    const button = (/** @type {string} */ name, /** @type {() => void} */ act) =>
      h("button.dl-link", { type: "button", onclick: act }, t(`list.${name}`));
    return h(
      "p.dl-downloads",
      {},
      t("list.download"),
      " ",
      button("csv", () => save(toCsv(/** @type {any} */ (open)), "incidents.csv", "text/csv")),
      " · ",
      button("geojson", () => save(toGeoJson(/** @type {any} */ (open), credit), "incidents.geojson", "application/geo+json")),
      " · ",
      button("picture", async () => {
        const picture = await toPicture(this.view, { title, credit: t("credit.short") });
        if (picture) save(picture, "map.png", "image/png");
      }),
      " · ",
      button("drawing", () => save(toSvg(this.view, { title, credit: t("credit.short") }), "map.svg", "image/svg+xml")),
      closed ? h("span.dl-small", {}, ` ${tn("list.closed", closed)}`) : null,
    );
  }

  reset() {
    this.store.set({
      filter: { types: null, from: null, to: null, words: "", here: null, facets: {} },
    });
    this.drawTools();
  }

  /** @param {Row} row */
  item(row) {
    const { store } = this;
    const where = whereAlong(row);
    const deaths = row.deaths;
    return h(
      `li.dl-item${row.isBackground ? ".is-background" : ""}`,
      {},
      h(
        "button",
        {
          type: "button",
          "data-id": row.id,
          onclick: () => store.set({ selected: row.id }),
          onmouseenter: () => store.set({ hovered: row.id }),
          onmouseleave: () => store.set({ hovered: null }),
          onfocus: () => store.set({ hovered: row.id }),
          onblur: () => store.set({ hovered: null }),
        },
        symbol(this.style, row.type, { isChecked: row.isChecked, size: 24 }),
        h(
          "span.dl-item-body",
          {},
          h(
            "span.dl-item-head",
            {},
            h("b", {}, t(`event.${row.type}`)),
            row.place ? h("span", {}, own(row.place)) : null,
          ),
          h(
            "span.dl-item-meta",
            {},
            format.days(row.get("date_start"), row.get("date_end"), { short: true }),
            where ? ` · ${where}` : "",
            row.isBackground ? ` · ${t("list.background")}` : "",
          ),
          h("span.dl-item-quote", { dir: "auto" }, own(row.get("quote"))),
        ),
        deaths ? h("span.dl-item-dead", { title: t("count.dead", { n: deaths }) }, group(deaths)) : null,
      ),
    );
  }
}
