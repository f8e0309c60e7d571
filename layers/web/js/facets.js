// Further filters: what can be told apart besides type and time, with counts that follow the rest.

import { h, replace } from "./dom.js";
import { FACETS } from "./filter.js";
import * as format from "./format.js";
import { group, has, t } from "./words.js";

/** @typedef {import("./store.js").Store} Store */

export class Facets {
  /**
   * @param {Store} store
   * @param {import("./filter.js").Filter | null} filter null without incidents
   */
  constructor(store, filter) {
    this.store = store;
    this.filter = filter;
    this.body = h("div.dl-facets");
    this.summary = h("summary", {}, t("filter.more"));
    this.element = /** @type {HTMLDetailsElement} */ (h("details.dl-more", {}, this.summary, this.body));
    this.element.addEventListener("toggle", () => this.draw());
  }

  draw() {
    const { store, filter } = this;
    const chosen = store.state.filter.facets;
    this.element.hidden = !filter?.all.count;
    const n = Object.values(chosen).filter(Boolean).length;
    replace(this.summary, n ? `${t("filter.more")} (${n})` : t("filter.more"));
    // What nobody sees is not counted.
    if (!filter || !this.element.open) return;
    replace(
      this.body,
      FACETS.map((name) => {
        const options = filter.countValues(name);
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
 * @param {string} name
 * @param {string} value
 */
function label(name, value) {
  if (name === "side") return has(`facet.side.${value}`) ? t(`facet.side.${value}`) : format.country(value);
  if (name === "relation") return t(`relation.${value}`);
  if (name === "status") return t(`status.${value}`);
  if (name === "precision") return has(`precision.where.${value}`) ? t(`precision.where.${value}`) : value;
  if (name === "dead") return t(`facet.dead.${value}`);
  return value;
}
