import assert from "node:assert/strict";
import test from "node:test";

import { Crowd, inView } from "../js/crowd.js";
import { rowsOf } from "./packed.js";

const COUNT = 3000;
const places = Array.from({ length: COUNT }, (_, i) => [
  70 + (((i * 7919) % 1000) / 1000) * 2,
  34 + (((i * 104_729) % 1000) / 1000) * 2,
]);
const ROWS = rowsOf(
  {
    longitude: places.map(([longitude]) => longitude),
    latitude: places.map(([, latitude]) => latitude),
    event_type: places.map((_, i) => (i % 3 ? "talks" : "other")),
  },
  COUNT,
);
const scale = 256 * 2 ** 9;
const { all } = ROWS;
const left = all.x.reduce((a, b) => Math.min(a, b)) * scale - 10;
const top = all.y.reduce((a, b) => Math.min(a, b)) * scale - 10;
const view = { scale, left, top, width: 900, height: 900 };
const numbers = Uint32Array.from({ length: COUNT }, (_, i) => i);

test("no incident in view is lost in a crowd", () => {
  const seen = inView(all, numbers, view);
  const crowd = new Crowd(all, seen, view, seen[5]);
  assert.equal(crowd.marks.reduce((sum, mark) => sum + mark.count, 0), seen.length);
  assert.equal(crowd.find(seen[5]).count, 1);
  const told = crowd.marks.flatMap((mark) => [...mark.members()]).sort((a, b) => a - b);
  assert.deepEqual(told, [...seen].sort((a, b) => a - b));
});

test("families of a crowd add up to its number", () => {
  const crowd = new Crowd(all, inView(all, numbers, view), view, -1);
  for (const mark of crowd.marks) assert.equal([...mark.families].reduce((a, b) => a + b), mark.count);
});

test("symbols of a crowd do not lie over each other", () => {
  const { marks } = new Crowd(all, inView(all, numbers, view), view, -1);
  for (const a of marks) {
    for (const b of marks) {
      if (a !== b) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) > Math.min(a.r, b.r));
    }
  }
});

test("what lies out of view is in no crowd", () => {
  const seen = inView(all, numbers, { ...view, width: 100, height: 100 });
  assert.ok(seen.length > 0 && seen.length < COUNT / 4);
});
