import assert from "node:assert/strict";
import test from "node:test";

import { dayNumber } from "../js/format.js";
import { timeTicks } from "../js/stripaxes.js";

const words = (from, to, most) => timeTicks(dayNumber(from), dayNumber(to), most).map((tick) => tick.words);

test("thirty years are marked by round years", () => {
  assert.deepEqual(words("1989-06-01", "2021-12-31", 9), ["1990", "1995", "2000", "2005", "2010", "2015", "2020"]);
});

test("a year is marked by quarters or months, as there is room", () => {
  assert.deepEqual(words("2024-12-20", "2025-11-30", 6), ["Jan 2025", "Apr 2025", "Jul 2025", "Oct 2025"]);
  assert.equal(words("2024-12-20", "2025-11-30", 13).length, 11);
});

test("a fortnight is marked by weeks or days", () => {
  assert.deepEqual(words("2025-10-05", "2025-10-19", 3), ["8 Oct", "15 Oct"]);
  assert.equal(words("2025-10-05", "2025-10-19", 20).length, 15);
});
