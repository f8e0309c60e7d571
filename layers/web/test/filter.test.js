import assert from "node:assert/strict";
import test from "node:test";

import { chooseUnit, countBins, floorTo } from "../js/bins.js";
import { countValues } from "../js/facets.js";
import { isWithin, passes, sortRows } from "../js/filter.js";
import { dayNumber, isoDay } from "../js/format.js";
import { readRows } from "../js/rows.js";
import { Store } from "../js/store.js";

const STYLE = { events: { talks: { family: "diplomacy" }, other: { family: "other" } } };

function rowsOf(columns, count) {
  const none = Array.from({ length: count }, () => []);
  return readRows({ count, columns, claims: none, sourceCodes: none, sources: [], areas: {} }, STYLE);
}

const ROWS = rowsOf(
  {
    incident_id: ["a", "b", "c"],
    event_type: { words: ["other", "talks"], codes: [1, 1, 0] },
    date_start: ["2025-10-18", "2025-10-25", null],
    date_end: ["2025-10-19", "2025-11-02", null],
    best: [null, 3, 12],
    quote: ["They met in Doha", "ISTANBUL talks", "unsaid"],
  },
  3,
);

test("columns are read with shared words and missing values", () => {
  assert.deepEqual(ROWS.map((row) => row.type), ["talks", "talks", "other"]);
  assert.equal(ROWS[0].at, null);
  assert.equal(ROWS[0].deaths, null);
  assert.equal(ROWS[2].start, null);
});

test("an event passes for every day it touches", () => {
  const day = dayNumber("2025-10-30");
  assert.ok(isWithin(ROWS[1], day, day));
  assert.ok(!isWithin(ROWS[0], day, day));
});

test("an undated event passes only without a time filter", () => {
  assert.ok(isWithin(ROWS[2], null, null));
  assert.ok(!isWithin(ROWS[2], 0, 99_999));
});

test("a search ignores capitals", () => {
  const store = new Store();
  store.setFilter({ words: "istanbul" });
  assert.deepEqual(ROWS.filter((row) => passes(row, store.state)).map((row) => row.id), ["b"]);
});

test("orders put what is missing last", () => {
  assert.deepEqual(sortRows(ROWS, "newest").map((row) => row.id), ["b", "a", "c"]);
  assert.deepEqual(sortRows(ROWS, "oldest").map((row) => row.id), ["a", "b", "c"]);
  assert.deepEqual(sortRows(ROWS, "deadliest").map((row) => row.id), ["c", "b", "a"]);
});

test("weeks start on Monday", () => {
  assert.equal(isoDay(floorTo(dayNumber("2025-10-12"), "week")), "2025-10-06");
  assert.equal(isoDay(floorTo(dayNumber("2025-10-13"), "week")), "2025-10-13");
});

test("an event counts in every bar its days touch", () => {
  const bins = countBins(ROWS, dayNumber("2025-10-18"), dayNumber("2025-11-02"), "month");
  assert.deepEqual(bins.map((bin) => bin.total), [2, 1]);
});

test("the unit of bars grows with the span", () => {
  assert.deepEqual([30, 300, 2000, 9000].map((days) => chooseUnit(0, days)), [
    "day",
    "week",
    "month",
    "year",
  ]);
});

test("a facet counts what all other filters let through", () => {
  const store = new Store();
  store.setFilter({ facets: { dead: "few" } });
  assert.deepEqual(ROWS.filter((row) => passes(row, store.state)).map((row) => row.id), ["b"]);
  assert.deepEqual(countValues(ROWS, store.state, "dead"), [
    ["few", 1],
    ["many", 1],
    ["none", 1],
  ]);
});
