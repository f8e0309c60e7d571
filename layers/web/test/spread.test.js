import assert from "node:assert/strict";
import test from "node:test";

import { arrange, findSpots } from "../js/spread.js";

const pin = (id, x, y, r = 10) => ({ id, x, y, r });

test("a lone pin stays where it belongs", () => {
  const [mark] = arrange([pin(1, 100, 100)]);
  assert.ok(Math.hypot(mark.x - 100, mark.y - 100) < 1);
});

test("few pins at one spot stand apart without touching", () => {
  const marks = arrange([1, 2, 3, 4, 5].map((id) => pin(id, 50, 50)));
  assert.equal(marks.length, 5);
  for (const a of marks) {
    for (const b of marks) {
      if (a !== b) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) > 17);
    }
  }
});

test("many pins at one spot become one symbol with their number", () => {
  const marks = arrange(Array.from({ length: 190 }, (_, id) => pin(id, 50, 50)));
  assert.equal(marks.length, 1);
  assert.equal(marks[0].pins.length, 190);
});

test("a chosen pin stands beside its group", () => {
  const pins = Array.from({ length: 30 }, (_, id) => pin(id, 50, 50));
  const marks = arrange(pins, { keep: new Set([7]) });
  assert.deepEqual(marks.map((mark) => mark.pins.length).sort(), [1, 29]);
});

test("no pin is lost", () => {
  const pins = Array.from({ length: 300 }, (_, id) => pin(id, (id * 37) % 400, (id * 91) % 300));
  const spots = findSpots(pins);
  assert.equal(spots.flat().length, 300);
});

test("the same pins stand in the same places", () => {
  const pins = Array.from({ length: 40 }, (_, id) => pin(id, (id * 7) % 50, (id * 3) % 50));
  assert.deepEqual(arrange(pins), arrange(pins));
});
