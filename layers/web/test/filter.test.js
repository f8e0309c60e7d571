import assert from "node:assert/strict";
import test from "node:test";

import { Bars, chooseUnit, floorTo } from "../js/bins.js";
import { filterOf, isWithin, sortRows } from "../js/filter.js";
import { dayNumber, isoDay } from "../js/format.js";
import { Store } from "../js/store.js";
import { rowsOf } from "./packed.js";

const ROWS = rowsOf(
  {
    incident_id: ["a", "b", "c"],
    event_type: ["talks", "talks", "other"],
    date_start: ["2025-10-18", "2025-10-25", null],
    date_end: ["2025-10-19", "2025-11-02", null],
    best: [null, 3, 12],
    quote: ["They met in Doha", "ISTANBUL talks", "unsaid"],
    sector_af: ["Nari", null, "Nari"],
    sector_pk: ["Chitral", "Nari", null],
  },
  3,
);

const ids = (rows) => rows.map((row) => row.id);
const shown = (change) => {
  const store = new Store();
  store.setFilter(change);
  return filterOf(ROWS.all).apply(store.state);
};

test("columns are read with shared words and missing values", () => {
  assert.deepEqual(ROWS.map((row) => row.type), ["talks", "talks", "other"]);
  assert.equal(ROWS.at(0).at, null);
  assert.equal(ROWS.at(0).deaths, null);
  assert.equal(ROWS.at(2).start, null);
  assert.equal(ROWS.at(1).get("date_end"), "2025-11-02");
  assert.equal(ROWS.at(1).get("nothing"), null);
});

test("a row is found by its id", () => {
  assert.equal(ROWS.byId("b").i, 1);
  assert.equal(ROWS.byId("z"), null);
  assert.equal(ROWS.byId(null), null);
});

test("an event passes for every day it touches", () => {
  const day = dayNumber("2025-10-30");
  assert.ok(isWithin(ROWS.at(1), day, day));
  assert.ok(!isWithin(ROWS.at(0), day, day));
  assert.deepEqual(ids(shown({ from: day, to: day }).shown), ["b"]);
});

test("an undated event passes only without a time filter", () => {
  assert.ok(isWithin(ROWS.at(2), null, null));
  assert.ok(!isWithin(ROWS.at(2), 0, 99_999));
  assert.deepEqual(ids(shown({ from: 0, to: 99_999 }).shown), ["a", "b"]);
  assert.deepEqual(ids(shown({}).shown), ["a", "b", "c"]);
});

test("a search ignores capitals and wants every word", () => {
  assert.deepEqual(ids(shown({ words: "istanbul" }).shown), ["b"]);
  assert.deepEqual(ids(shown({ words: "talks met" }).shown), ["a"]);
  assert.deepEqual(ids(shown({ words: "nari" }).shown), ["a", "b", "c"]);
  assert.deepEqual(ids(shown({ words: "nowhere" }).shown), []);
});

test("what a click on a group chose narrows the list, not the map", () => {
  const filter = shown({ here: ["c"] });
  assert.equal(filter.shown.length, 3);
  assert.deepEqual(ids(filter.listed), ["c"]);
});

test("orders put what is missing last", () => {
  assert.deepEqual(ids(sortRows(ROWS, "newest")), ["b", "a", "c"]);
  assert.deepEqual(ids(sortRows(ROWS, "oldest")), ["a", "b", "c"]);
  assert.deepEqual(ids(sortRows(ROWS, "deadliest")), ["c", "b", "a"]);
  assert.deepEqual(ids(sortRows(shown({ types: ["talks"] }).shown, "deadliest")), ["b", "a"]);
});

test("weeks start on Monday", () => {
  assert.equal(isoDay(floorTo(dayNumber("2025-10-12"), "week")), "2025-10-06");
  assert.equal(isoDay(floorTo(dayNumber("2025-10-13"), "week")), "2025-10-13");
});

test("an event counts in every bar its days touch", () => {
  const bars = new Bars(ROWS.all, dayNumber("2025-10-18"), dayNumber("2025-11-02"), "month");
  const bins = bars.count(() => false);
  assert.deepEqual(bins.map((bin) => bin.total), [2, 1]);
  assert.deepEqual([...bins[0].counts], [["diplomacy", 2]]);
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
  const filter = shown({ facets: { dead: "few" } });
  assert.deepEqual(ids(filter.shown), ["b"]);
  assert.deepEqual(filter.countValues("dead"), [
    ["few", 1],
    ["many", 1],
    ["none", 1],
  ]);
});

test("a facet files a row under both of its values, each once", () => {
  const filter = shown({});
  assert.deepEqual(filter.countValues("district"), [
    ["Nari", 3],
    ["Chitral", 1],
  ]);
  assert.deepEqual(ids(shown({ facets: { district: "Chitral" } }).shown), ["a"]);
});

test("counts of types leave the choice of types out", () => {
  const filter = shown({ types: ["other"] });
  assert.deepEqual([...filter.countTypes()], [2, 1]);
});
