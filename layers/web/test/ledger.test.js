import assert from "node:assert/strict";
import test from "node:test";

import { dayNumber, isoDay } from "../js/format.js";
import { readLedger, spans, stateOn } from "../js/ledger.js";

const WAYS = ["AF_to_PK", "PK_to_AF"];
const row = (state, since, more = {}) => {
  const told = { until: null, traffic: "all", direction: "both", extent: "wholly", incident: "a", ...more };
  return ["torkham", state, since, told.until, told.traffic, told.direction, told.extent, "", told.incident, 1];
};
const on = (rows, day) => stateOn(readLedger(rows).get("torkham"), dayNumber(day), WAYS);
const kinds = (found) => found.answers.map((one) => one.state);

test("what no entry covers is unknown, which is not open", () => {
  assert.equal(on([row("closed", "2025-10-12")], "2025-10-01").state, "unknown");
  assert.equal(stateOn(undefined, 0, WAYS).state, "unknown");
});

test("a reopening for returnees leaves the rest closed", () => {
  const found = on([row("closed", "2025-10-12"), row("open", "2025-11-01", { traffic: "returnees" })], "2025-11-02");
  assert.deepEqual(kinds(found), ["closed", "closed", "open", "closed"]);
  assert.equal(found.state, "partly");
});

test("the two directions are told apart where they differ", () => {
  const found = on([row("closed", "2025-10-12", { direction: "PK_to_AF", traffic: "trade" })], "2025-10-13");
  assert.deepEqual(
    found.answers.filter((one) => one.kind === "trade").map((one) => [one.direction, one.state]),
    [["AF_to_PK", "unknown"], ["PK_to_AF", "closed"]],
  );
});

test("an entry that has ended says nothing of later days", () => {
  const rows = [row("closed", "2025-10-12", { until: "2025-10-20" })];
  assert.equal(on(rows, "2025-10-20").state, "closed");
  assert.equal(on(rows, "2025-10-21").state, "unknown");
});

test("a user's word on the days from one to another wins over a later report", () => {
  const rows = [row("closed", "2025-10-01", { until: "2025-10-30", incident: "" }), row("open", "2025-10-10")];
  assert.equal(on(rows, "2025-10-15").state, "closed");
  assert.equal(on(rows, "2025-10-31").state, "open");
});

test("of one day, closed weighs more than open", () => {
  assert.equal(on([row("open", "2025-10-12"), row("closed", "2025-10-12")], "2025-10-12").state, "closed");
});

test("a closure is a span of days until the next word", () => {
  const entries = readLedger([row("closed", "2025-10-12"), row("open", "2025-10-20"), row("closed", "2025-11-01")]).get("torkham");
  const found = spans(entries, dayNumber("2025-11-05"), WAYS);
  assert.deepEqual(
    found.map(({ from, to, state }) => [isoDay(from), isoDay(to), state]),
    [
      ["2025-10-12", "2025-10-19", "closed"],
      ["2025-10-20", "2025-10-31", "open"],
      ["2025-11-01", "2025-11-05", "closed"],
    ],
  );
});
