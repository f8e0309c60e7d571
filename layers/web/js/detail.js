// One incident in full: what, when, where, how many by whose word, the sentence, the source.

import { drawToll } from "./claims.js";
import { clean, h, link, own } from "./dom.js";
import * as format from "./format.js";
import { symbol } from "./symbol.js";
import { drawWhy } from "./why.js";
import { has, t } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {import("./rows.js").Source} Source */

/**
 * @param {Row} row
 * @param {any} style
 * @param {any} border the border block, if any
 * @param {{inset?: Node | null, evidence?: import("./why.js").Evidence, read?: () => void,
 *   point?: (place: {at: [number, number]}) => void}} [more] a small map of where it lies, what
 *   speaks for its place, and ways to its source and to a place on the map
 * @returns {HTMLElement}
 */
export function drawDetail(row, style, border, { inset = null, evidence, read, point = () => {} } = {}) {
  return h(
    "article.dl-detail",
    {},
    head(row, style),
    inset,
    facts(row, border),
    drawWhy(evidence, point),
    drawToll(row, "killed"),
    drawToll(row, "injured"),
    quote(row, read),
    sources(row),
  );
}

/**
 * @param {Row} row
 * @param {any} style
 */
function head(row, style) {
  const by = row.get("reviewed_by");
  const when = row.get("reviewed_at");
  const place = row.place || t("detail.noPlace");
  return h(
    "header.dl-detail-head",
    {},
    symbol(style, row.type, { isChecked: row.isChecked, size: 40 }),
    h(
      "div",
      {},
      h("h2", { tabindex: "-1" }, t(`event.${row.type}`), ", ", own(place)),
      h("p.dl-date", {}, format.days(row.get("date_start"), row.get("date_end"))),
      h(
        `p.dl-status.is-${row.status}`,
        { title: has(`status.${row.status}.why`) ? t(`status.${row.status}.why`) : null },
        h("span.dl-badge", {}, t(`status.${row.status}`)),
        by ? own(` ${t("status.by", { who: by, when: format.days(when, when) })}`) : null,
        row.isBackground ? h("span.dl-badge.is-quiet", {}, t("detail.background")) : null,
      ),
    ),
  );
}

/**
 * @param {Row} row
 * @param {any} border
 */
function facts(row, border) {
  const { get } = row;
  /** @type {[string, import("./dom.js").Child | import("./dom.js").Child[]][]} */
  const lines = [
    ["when", dateNote(row)],
    ["where", place(row)],
    ["km", kilometre(row)],
    ["distance", distance(row)],
    ["side", side(row)],
    ["relation", relation(row, border)],
    ["sectors", sectors(row)],
    ["crossing", crossing(row)],
    ["actors", actors(row)],
    ["precision", precision(row)],
    ["dataset", [get("dataset"), get("dataset_version"), get("licence")].filter(Boolean).join(", ")],
    ["note", get("review_note") ? own(get("review_note")) : null],
  ];
  return h(
    "dl.dl-facts",
    {},
    lines
      .filter(([, value]) => value && (!Array.isArray(value) || value.length))
      .flatMap(([key, value]) => [
        h("dt", {}, t(`detail.${key}`)),
        h("dd", {}, /** @type {any} */ (value)),
      ]),
  );
}

/** @param {Row} row */
function dateNote(row) {
  if (row.get("date_source") === "article") return t("precision.date.article");
  const precision = row.get("date_prec");
  return precision > 1 && has(`precision.date.${precision}`) ? t(`precision.date.${precision}`) : null;
}

/** @param {Row} row */
function place(row) {
  const parts = [row.place, row.get("adm_2"), row.get("adm_1"), format.country(row.get("country"))];
  const names = parts.filter((part, i) => part && parts.indexOf(part) === i);
  return names.length ? isolate(names, ", ") : t("detail.noPlace");
}

/**
 * Names side by side, each in its own direction of writing.
 * @param {string[]} names
 * @param {string} between
 */
function isolate(names, between) {
  return names.flatMap((name, i) => (i ? [between, own(name)] : [own(name)]));
}

/** @param {Row} row */
function kilometre(row) {
  const { get } = row;
  if (row.stretch) {
    return format.kmRange(row.stretch[0], row.stretch[1]);
  }
  if (row.km === null) return null;
  return format.kmInterval(row.km, get("chainage_low_km"), get("chainage_high_km"));
}

/** @param {Row} row */
function distance(row) {
  const { get } = row;
  const best = get("distance_km");
  return best === null || row.isAlong
    ? null
    : format.distance(best, get("distance_low_km"), get("distance_high_km"));
}

/** @param {Row} row */
function side(row) {
  const value = row.get("border_side");
  if (!value || row.isAlong) return null;
  if (has(`side.${value}`)) return t(`side.${value}`);
  const first = row.get("p_first");
  const isFirst = first !== null && first >= 0.5;
  const sure = first === null ? null : isFirst ? first : 1 - first;
  const name = format.country(value);
  if (sure === null || sure > 0.995) return name;
  return `${name} (${t("side.probability", { percent: Math.round(sure * 100) })})`;
}

/**
 * @param {Row} row
 * @param {any} border
 */
function relation(row, border) {
  const value = row.get("relation");
  if (!value || !has(`relation.${value}`)) return null;
  const way = row.get("direction");
  const [first, second] = border?.pair ?? ["AF", "PK"];
  const names = { from: format.country(first), to: format.country(second) };
  /** @type {Record<string, string>} */
  const ways = {
    [`${first}_to_${second}`]: t("direction.arrow", names),
    [`${second}_to_${first}`]: t("direction.arrow", { from: names.to, to: names.from }),
    both: t("direction.both"),
  };
  return ways[way] ? `${t(`relation.${value}`)}, ${ways[way]}` : t(`relation.${value}`);
}

/** @param {Row} row */
function sectors(row) {
  const names = [row.get("sector_af"), row.get("sector_pk")].filter(Boolean);
  return names.length ? isolate(names, " / ") : null;
}

/** @param {Row} row */
function crossing(row) {
  const name = row.get("nearest_crossing");
  const away = row.get("crossing_km");
  if (!name || away === null || away > 60) return null;
  return t("crossing.along", { name, n: format.km(away) });
}

/** @param {Row} row */
function actors(row) {
  const names = [row.get("side_a"), row.get("side_b")].filter(Boolean);
  return names.length ? isolate(names, " – ") : null;
}

/** @param {Row} row */
function precision(row) {
  const value = row.get("where_prec");
  const radius = row.get("radius_km");
  const parts = [];
  if (value && has(`precision.where.${value}`)) parts.push(t(`precision.where.${value}`));
  if (radius && row.at && row.get("footprint") === "disc") {
    parts.push(t("precision.radius", { n: format.km(radius) }));
  }
  return parts.join(", ");
}

/**
 * @param {Row} row
 * @param {(() => void) | undefined} read opens its source
 */
function quote(row, read) {
  const text = row.get("quote");
  if (!text) return null;
  return h(
    "section",
    {},
    h("h3", {}, t("detail.quote")),
    h("blockquote.dl-quote", { dir: "auto" }, h("p", {}, clean(text))),
    read ? h("button.dl-link.dl-read", { type: "button", onclick: read }, t("detail.read")) : null,
  );
}

/** @param {Row} row */
function sources(row) {
  /** @type {Source[]} */
  const list = row.sources.length ? row.sources : [{ article: row.get("article") }];
  /** @type {Map<string, Source[]>} */
  const reports = new Map();
  for (const source of list) {
    const key = source.title || source.url || source.article || "";
    reports.set(key, [...(reports.get(key) ?? []), source]);
  }
  return h(
    "section.dl-sources",
    {},
    h("h3", {}, t("detail.sources")),
    h("ul", {}, [...reports].map(([title, same]) => report(title, same))),
  );
}

/**
 * One report, in as many outlets as carried it.
 * @param {string} title
 * @param {Source[]} same
 */
function report(title, same) {
  const notes = [...new Set(same.map((source) => source.note).filter(Boolean))];
  return h(
    "li",
    {},
    same.length === 1 ? link(same[0].url, own(title)) : own(title, "span"),
    same.map((source) => outlet(source, same.length > 1)),
    notes.map((note) =>
      h("span.dl-retold", {}, note === "retold" ? t("detail.retold") : own(note)),
    ),
  );
}

/**
 * @param {Source} source
 * @param {boolean} isLinked
 */
function outlet(source, isLinked) {
  const day = source.published ? format.days(source.published, null) : "";
  const name = source.outlet || source.url || "";
  const parts = [
    name ? (isLinked ? link(source.url, own(name)) : own(name)) : null,
    day,
    source.url_text ? own(source.url_text) : null,
    source.archive_url ? link(source.archive_url, t("detail.archive")) : null,
  ].filter(Boolean);
  if (!parts.length) return null;
  return h("span.dl-source-facts", {}, parts.flatMap((part, i) => (i ? [", ", part] : [part])));
}
