// The sources, to read beside the map: a sentence answers its pin, and a pin its sentence.

import { card } from "./card.js";
import { clean, h, link, own, replace } from "./dom.js";
import * as format from "./format.js";
import { icon } from "./icon.js";
import { cut, group as groupPieces, KINDS, readArticles } from "./reading.js";
import { drawWhy } from "./why.js";
import { t, tn } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./reading.js").Article} Article */
/** @typedef {import("./reading.js").Piece} Piece */

const MOST = 400; // articles listed at once; the filter reaches the rest

export class Reader {
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
    /** @type {Map<string, Article> | null} read when they are first asked for */
    this.read = null;
    /** @type {string | null} */
    this.open = null;
    this.element = h("div.dl-page.dl-reader");
  }

  articles() {
    this.read ??= readArticles(this.blocks.story, this.blocks.articles ?? {}, this.rows);
    return this.read;
  }

  /**
   * @param {string | null} selected the incident that is open
   * @param {Row[]} shown those that pass the filter
   */
  show(selected, shown) {
    const articles = this.articles();
    if (selected) this.open = this.articleOf(selected) ?? this.open;
    const article = this.open === null ? null : articles.get(this.open);
    if (article) this.drawArticle(article, selected);
    else this.drawIndex(articles, shown);
  }

  /**
   * The article an incident stands in: the open one if it does.
   * @param {string} id
   */
  articleOf(id) {
    const articles = this.articles();
    const holds = (/** @type {Article | undefined} */ one) => one?.passages.some(({ ids }) => ids.includes(id));
    if (this.open !== null && holds(articles.get(this.open))) return this.open;
    const own = this.rows.find((row) => row.id === id)?.get("article");
    if (holds(articles.get(own))) return own;
    return [...articles.values()].find(holds)?.id ?? null;
  }

  /**
   * @param {Map<string, Article>} articles
   * @param {Row[]} shown
   */
  drawIndex(articles, shown) {
    const ids = new Set(shown.map((row) => row.id));
    const listed = [...articles.values()]
      .map((article) => ({ article, n: new Set(article.passages.flatMap((one) => one.ids).filter((id) => ids.has(id))).size }))
      .filter(({ n }) => n > 0);
    replace(
      this.element,
      h("p.dl-small", {}, t("reader.intro")),
      listed.length ? null : h("p.dl-empty", {}, t("list.empty")),
      h(
        "ol.dl-list",
        { "aria-label": t("tab.sources") },
        listed.slice(0, MOST).map(({ article, n }) =>
          h(
            "li.dl-item",
            {},
            h(
              "button",
              { type: "button", "data-article": article.id, onclick: () => this.choose(article.id) },
              h(
                "span.dl-item-body",
                {},
                h("b.dl-source-title", {}, own(article.title)),
                h("span.dl-item-meta", {}, facts(article), tn("count.incidents", n)),
              ),
            ),
          ),
        ),
      ),
    );
  }

  /** @param {string | null} id of an article; null for all of them */
  choose(id) {
    this.open = id;
    this.store.set({ selected: null });
    this.show(null, this.rows);
    this.onchange();
    const { element } = this;
    const first = element.querySelector("h2") ?? element.querySelector("button");
    /** @type {HTMLElement | null} */ (first)?.focus({ preventScroll: true });
  }

  onchange() {}

  /**
   * @param {Article} article
   * @param {string | null} selected
   */
  drawArticle(article, selected) {
    const { text } = article;
    const whole = { start: 0, end: Infinity, text: text ?? "" };
    replace(
      this.element,
      this.bar(article, selected),
      h("h2", { tabindex: "-1" }, link(article.url, own(article.title))),
      h("p.dl-small", {}, facts(article), text === null ? t("reader.quotes") : t("reader.whole")),
      h("p.dl-marks", {}, KINDS.map((kind) => h(`mark.is-${kind}`, {}, t(`mark.${kind}`)))),
      text === null
        ? article.passages.map((passage, i) => [
            i && passage.start > article.passages[i - 1].end + 2 ? h("p.dl-gap", { "aria-hidden": "true" }, "[…]") : null,
            h("p.dl-text", { dir: "auto" }, this.pieces(cut(article, passage), selected)),
            this.notes(article, passage, selected),
          ]).flat()
        : [h("div.dl-text", { dir: "auto" }, this.pieces(cut(article, whole), selected)), this.notes(article, null, selected)],
    );
    this.element.querySelector(".is-current")?.scrollIntoView?.({ block: "center" });
  }

  /**
   * Back, and on through the sentences that an incident rests on.
   * @param {Article} article
   * @param {string | null} selected
   */
  bar(article, selected) {
    const ids = [...new Set(article.passages.flatMap((passage) => passage.ids))];
    const at = selected ? ids.indexOf(selected) : -1;
    const go = (/** @type {number} */ step) => {
      const next = at < 0 ? (step > 0 ? 0 : ids.length - 1) : (at + step + ids.length) % ids.length;
      this.store.set({ selected: ids[next] });
      /** @type {HTMLElement | null} */ (this.element.querySelector(`[data-step="${step}"]`))?.focus();
    };
    const step = (/** @type {string} */ name, /** @type {number} */ way, /** @type {string} */ path) =>
      h("button.dl-icon", { type: "button", title: t(name), "aria-label": t(name), "data-step": way, onclick: () => go(way) }, icon(path));
    return h(
      "div.dl-detail-nav",
      {},
      h("button.dl-back", { type: "button", onclick: () => this.choose(null) }, icon("M10 3L5 8L10 13"), t("reader.back")),
      h("span.dl-spacer"),
      h("span.dl-small", { role: "status" }, at < 0 ? tn("count.incidents", ids.length) : t("reader.at", { n: at + 1, total: ids.length })),
      step("reader.previous", -1, "M3 10L8 5L13 10"),
      step("reader.next", 1, "M3 6L8 11L13 6"),
    );
  }

  /**
   * @param {Piece[]} pieces
   * @param {string | null} selected
   */
  pieces(pieces, selected) {
    return groupPieces(pieces).map((parts) => {
      const words = parts.map(({ text, kind }) =>
        kind ? h(`mark.is-${kind}`, { title: t(`mark.${kind}`) }, clean(text)) : clean(text),
      );
      const { ids } = parts[0];
      return ids.length ? this.sentence(ids, words, selected) : h("span", {}, words);
    });
  }

  /**
   * A sentence to click: the pin of its incident answers, and of the next one at the next click.
   * @param {string[]} ids
   * @param {(Node | string)[]} words
   * @param {string | null} selected
   */
  sentence(ids, words, selected) {
    const { store } = this;
    const at = selected ? ids.indexOf(selected) : -1;
    const act = () => store.set({ selected: ids[(at + 1) % ids.length] });
    // A button would not wrap with the words around it.
    return h(
      `span.dl-sentence${at < 0 ? "" : ".is-current"}`,
      {
        role: "button",
        tabindex: "0",
        "aria-pressed": String(at >= 0),
        "data-ids": ids.join(" "),
        onclick: act,
        onkeydown: (/** @type {KeyboardEvent} */ event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          act();
          /** @type {HTMLElement | null} */ (this.element.querySelector(".dl-sentence.is-current"))?.focus();
        },
        onmouseenter: () => store.set({ hovered: ids[Math.max(at, 0)] }),
        onmouseleave: () => store.set({ hovered: null }),
      },
      words,
    );
  }

  /**
   * What was made of the sentence that is open.
   * @param {Article} article
   * @param {import("./reading.js").Passage | null} passage null for the whole article
   * @param {string | null} selected
   */
  notes(article, passage, selected) {
    const first = article.passages.find(({ ids }) => selected && ids.includes(selected));
    const row = selected ? this.rows.find((one) => one.id === selected) : null;
    if (!row || !first || (passage && passage !== first)) return null;
    const evidence = this.blocks.story?.evidence[row.id];
    return h(
      "aside.dl-found",
      { "aria-label": t("reader.found") },
      card(row, this.blocks.style, () => this.store.set({ tab: "incidents" })),
      drawWhy(evidence, (place) => this.view.point(place.at)),
    );
  }
}

/** @param {Article} article */
function facts({ outlet, published }) {
  const parts = [outlet, published ? format.days(published, null) : ""].filter(Boolean);
  return parts.length ? [own(parts.join(", ")), " · "] : null;
}
