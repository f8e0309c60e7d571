// One incident in three lines, wherever it is spoken of.

import { h, own } from "./dom.js";
import * as format from "./format.js";
import { symbol } from "./symbol.js";
import { group, t } from "./words.js";

/** @typedef {import("./rows.js").Row} Row */

/**
 * @param {Row} row
 * @param {any} style
 * @param {(row: Row) => void} open
 */
export function card(row, style, open) {
  const parts = [format.days(row.get("date_start"), row.get("date_end"))];
  if (row.stretch) parts.push(format.kmRange(row.stretch[0], row.stretch[1]));
  else if (row.km !== null) parts.push(format.atKm(row.km));
  if (row.deaths) parts.push(t("count.dead", { n: group(row.deaths) }));
  if (!row.isChecked) parts.push(t("status.extracted"));
  return h(
    "div.dl-card",
    {},
    symbol(style, row.type, { isChecked: row.isChecked, size: 26 }),
    h(
      "div",
      {},
      h("b", {}, t(`event.${row.type}`), row.place ? ", " : "", row.place ? own(row.place) : null),
      h("span.dl-small", {}, parts.join(" · ")),
      h("button.dl-link", { type: "button", onclick: () => open(row) }, t("reader.open")),
    ),
  );
}
