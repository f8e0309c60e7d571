// Further filters: what can be told apart besides type and time, with counts that follow the rest.

import { h, replace } from "./dom.js";
import { facetValues, passes } from "./filter.js";
import * as format from "./format.js";
import { group, has, t } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./store.js").Store} Store */

const NAMES = ["side", "relation", "district", "dead", "status", "outlet"];

export class Facets {
  /**
   * @param {Store} store
   * @param {Row[]} rows
   */
  constructor(store, rows) {
    this.store = store;
    this.rows = rows;
    this.body = h("div.dl-facets");
    this.summary = h("summary", {}, t("filter.more"));
    this.element = h("details.dl-more", {}, this.summary, this.body);
  }

  draw() {
    const { store, rows } = this;
    const chosen = store.state.filter.facets;
    this.element.hidden = !rows.length;
    const n = Object.values(chosen).filter(Boolean).length;
    replace(this.summary, n ? `${t("filter.more")} (${n})` : t("filter.more"));
    replace(
      this.body,
      NAMES.map((name) => {
        const options = countValues(rows, store.state, name);
        if (options.length < 2 && !chosen[name]) return null;
        return h(
          "label",
          {},
          h("span", {}, t(`facet.${name}`)),
          h(
            "select.dl-sort",
            { "data-facet": name, onchange: (/** @type {any} */ event) => this.choose(name, event.target.value) },
            h("option", { value: "" }, t("facet.all")),
            options.map(([value, count]) =>
              h("option", { value, selected: value === chosen[name] }, `${label(name, value)} (${group(count)})`),
            ),
          ),
        );
      }),
    );
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  choose(name, value) {
    const { facets } = this.store.state.filter;
    this.store.setFilter({ facets: { ...facets, [name]: value } });
    /** @type {HTMLElement | null} */ (this.body.querySelector(`[data-facet=${name}]`))?.focus();
  }
}

/**
 * The values of a facet among what all other filters let through, most frequent first.
 * @param {Row[]} rows
 * @param {import("./store.js").State} state
 * @param {string} name
 * @returns {[string, number][]}
 */
export function countValues(rows, state, name) {
  const { facets } = state.filter;
  const others = { ...state, filter: { ...state.filter, facets: { ...facets, [name]: "" } } };
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const row of rows) {
    if (!passes(row, others, { here: false })) continue;
    for (const value of facetValues(row, name)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 60);
}

/**
 * @param {string} name
 * @param {string} value
 */
function label(name, value) {
  if (name === "side") return has(`facet.side.${value}`) ? t(`facet.side.${value}`) : format.country(value);
  if (name === "relation") return t(`relation.${value}`);
  if (name === "status") return t(`status.${value}`);
  if (name === "dead") return t(`facet.dead.${value}`);
  return value;
}
