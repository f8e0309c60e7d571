import assert from "node:assert/strict";
import test from "node:test";

import * as format from "../js/format.js";

test("days are written as people read them", () => {
  assert.equal(format.days("2025-10-12", "2025-10-12"), "12 October 2025");
  assert.equal(format.days("2025-10-18", "2025-10-19"), "18–19 October 2025");
  assert.equal(format.days("2025-10-01", "2025-10-31"), "October 2025");
  assert.equal(format.days("2025-09-30", "2025-10-02"), "30 September – 2 October 2025");
  assert.equal(format.days("2024-12-30", "2025-01-02"), "30 December 2024 – 2 January 2025");
  assert.equal(format.days("2024-01-01", "2024-12-31"), "2024");
  assert.equal(format.days("2025-10-18", "2025-10-19", { short: true }), "18–19 Oct 2025");
});

test("a date that is missing or broken is said to be unknown", () => {
  assert.equal(format.days(null, null), "Date unknown");
  assert.equal(format.days("soon", null), "Date unknown");
});

test("a kilometre says what it may err by", () => {
  assert.equal(format.kmInterval(804, 801, 807), "km\u00a0804 ± 3\u00a0km".replace(/\u00a0/g, " "));
  assert.equal(format.kmInterval(804, 790, 806), "km 790 to 806");
  assert.equal(format.kmInterval(1804, null, null), "km\u00a01,804");
});

test("a distance says its interval", () => {
  assert.equal(format.distance(2.14, 0, 4.1), "2.1\u202fkm (0 to 4.1\u202fkm)");
  assert.equal(format.distance(0.02, 0.02, 0.02), "less than 0.1\u202fkm");
});

test("a range of dead says which ends are known", () => {
  assert.equal(format.range(9, 9), "9");
  assert.equal(format.range(9, 12), "9 to 12");
  assert.equal(format.range(null, 200), "up to 200");
  assert.equal(format.range(12, null), "12 or more");
  assert.equal(format.range(null, null), "no number");
});

test("directions have sixteen names", () => {
  assert.equal(format.compass(0), "north");
  assert.equal(format.compass(247), "west-southwest");
  assert.equal(format.compass(359), "north");
});

test("days are numbers and back", () => {
  for (const iso of ["1970-01-01", "2024-02-29", "2025-12-31"]) {
    assert.equal(format.isoDay(format.dayNumber(iso)), iso);
  }
});
