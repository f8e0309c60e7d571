// Articles as the reader shows them: passages in the order of the text, with the words that told
// who, what, when, where and how many. Offsets count code points, as they do in the data.

/** @typedef {import("./rows.js").Row} Row */
/** @typedef {[number, number, string]} Mark first code point, behind the last, kind */
/** @typedef {{start: number, end: number, text: string, ids: string[]}} Passage */
/** @typedef {{id: string, title: string, outlet: string, published: string, url: string,
 *   text: string | null, passages: Passage[], marks: Mark[]}} Article */
/** @typedef {{text: string, kind: string, ids: string[]}} Piece kind "" where nothing is marked */

export const KINDS = ["who", "what", "when", "where", "count"];

/**
 * @param {any} story the story block, if any
 * @param {Record<string, string>} texts whole articles by id
 * @param {Iterable<Row>} rows
 * @returns {Map<string, Article>} the newest first
 */
export function readArticles(story, texts, rows) {
  /** @type {Map<string, Article>} */
  const found = new Map();
  for (const { id, passages, marks } of story?.articles ?? []) {
    found.set(id, {
      ...blank(id, texts),
      marks,
      passages: passages.map((/** @type {any} */ { at, text, ids }) => ({ start: at[0], end: at[1], text, ids })),
    });
  }
  const told = new Set(found.keys());
  for (const row of rows) {
    const id = row.get("article");
    if (!id) continue;
    if (!told.has(id)) addQuote(found, id, row, texts);
    for (const source of row.sources) addSource(found, source);
  }
  for (const article of found.values()) article.passages.sort((a, b) => a.start - b.start || a.end - b.end);
  return new Map([...found].sort(([, a], [, b]) => compare(b.published, a.published) || compare(a.title, b.title)));
}

/**
 * @param {string} id
 * @param {Record<string, string>} texts
 * @returns {Article}
 */
function blank(id, texts) {
  const text = texts[id] ?? null;
  return { id, title: id, outlet: "", published: "", url: "", text, passages: [], marks: [] };
}

/**
 * A row whose article nobody read again: its sentence, as the table has it.
 * @param {Map<string, Article>} found
 * @param {string} id
 * @param {Row} row
 * @param {Record<string, string>} texts
 */
function addQuote(found, id, row, texts) {
  const quote = row.get("quote");
  if (!quote) return;
  const article = found.get(id) ?? blank(id, texts);
  found.set(id, article);
  const start = row.get("quote_start") ?? article.passages.length;
  const end = row.get("quote_end") ?? start + length(quote);
  const same = article.passages.find((one) => one.start === start && one.text === quote);
  if (same) same.ids.push(row.id);
  else article.passages.push({ start, end, text: quote, ids: [row.id] });
}

/**
 * @param {Map<string, Article>} found
 * @param {import("./rows.js").Source} source
 */
function addSource(found, source) {
  const article = found.get(source.article ?? "");
  if (!article || article.url || article.outlet) return;
  article.title = source.title || article.title;
  article.outlet = source.outlet ?? "";
  article.published = source.published ?? "";
  article.url = source.url ?? "";
}

/**
 * A text cut where a passage or a mark begins or ends.
 * @param {Article} article
 * @param {{start: number, end: number, text: string}} part of it
 * @returns {Piece[]}
 */
export function cut(article, { start, end, text }) {
  const points = Array.from(text);
  const stop = Math.min(end, start + points.length);
  const marks = article.marks.filter(([first, last]) => first >= start && last <= stop);
  const edges = new Set([start, stop]);
  for (const [first, last] of marks) edges.add(first).add(last);
  for (const passage of article.passages) {
    for (const edge of [passage.start, passage.end]) if (edge > start && edge < stop) edges.add(edge);
  }
  const order = [...edges].sort((a, b) => a - b);
  const pieces = order.slice(0, -1).map((first, i) => {
    const mark = marks.find((one) => one[0] <= first && first < one[1]);
    const ids = article.passages.filter((one) => one.start <= first && first < one.end).flatMap((one) => one.ids);
    return { text: points.slice(first - start, order[i + 1] - start).join(""), kind: mark?.[2] ?? "", ids: [...new Set(ids)] };
  });
  // What a passage holds beyond its span, as a table may say it, is not lost.
  const rest = points.slice(stop - start).join("");
  return rest ? [...pieces, { text: rest, kind: "", ids: pieces[0]?.ids ?? [] }] : pieces;
}

/**
 * The pieces of a text that lie in the same passages, side by side.
 * @param {Piece[]} pieces
 * @returns {Piece[][]}
 */
export function group(pieces) {
  /** @type {Piece[][]} */
  const groups = [];
  for (const piece of pieces) {
    const last = groups.at(-1);
    if (last && last[0].ids.join() === piece.ids.join()) last.push(piece);
    else groups.push([piece]);
  }
  return groups;
}

/** @param {string} text */
function length(text) {
  return Array.from(text).length;
}

/**
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
