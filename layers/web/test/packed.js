// A packed table for tests, written as layers/columns.py writes one.

import { deflateSync } from "fflate";

import { readRows } from "../js/rows.js";

/** Packs plain columns; numbers to `digits` decimals, texts in blocks of a few rows. */
export class Packed {
  constructor() {
    this.parts = [];
    this.bytes = "";
  }

  part(bytes) {
    const text = Buffer.from(deflateSync(Uint8Array.from(bytes))).toString("base64");
    this.parts.push([text.length, bytes.length]);
    this.bytes += text;
    return this.parts.length - 1;
  }

  whole(values) {
    const low = Math.min(...values, 0);
    const bytes = [0, 1, 2, 3].flatMap((plane) =>
      values.map((value) => Math.floor((value - low) / 256 ** plane) % 256),
    );
    return { kind: "whole", count: values.length, low, width: 4, delta: false, part: this.part(bytes) };
  }

  numbers(values, digits = 0) {
    const bits = new Uint8Array(Math.ceil(values.length / 8));
    values.forEach((value, i) => {
      if (value !== null) bits[i >> 3] |= 128 >> (i & 7);
    });
    const whole = values.map((value) => Math.round((value ?? 0) * 10 ** digits));
    return { kind: "number", digits, present: this.part(bits), values: this.whole(whole) };
  }

  texts(values, rows = 2) {
    const raws = values.map((value) => [...Buffer.from(value ?? "")]);
    const lengths = this.whole(values.map((value, i) => (value === null ? 0 : raws[i].length + 1)));
    const parts = [];
    for (let at = 0; at < raws.length; at += rows) parts.push(this.part(raws.slice(at, at + rows).flat()));
    return { kind: "texts", lengths, rows, parts };
  }

  words(values) {
    const words = [...new Set(values.filter((value) => value !== null))].sort();
    return { kind: "words", words: this.texts(words), codes: this.whole(values.map((value) => words.indexOf(value) + 1)) };
  }

  days(values) {
    const days = values.map((value) => (value === null ? null : Date.parse(value) / 86_400_000));
    return { kind: "day", days: this.numbers(days) };
  }
}

const NUMBERS = { latitude: 5, longitude: 5, best: 0, chainage_km: 1, km_from: 2, km_to: 2, where_prec: 0 };

export const STYLE = {
  families: { diplomacy: { colour: "#000000" }, other: { colour: "#111111" } },
  events: { talks: { family: "diplomacy" }, other: { family: "other" } },
  sizes: { smallest: 20, largest: 46, deathsAtLargest: 100 },
};

/** Rows of plain columns. */
export function rowsOf(columns, count) {
  const packed = new Packed();
  const specs = {};
  for (const [name, values] of Object.entries(columns)) {
    if (name in NUMBERS) specs[name] = packed.numbers(values, NUMBERS[name]);
    else if (name.startsWith("date_s") || name === "date_end") specs[name] = packed.days(values);
    else specs[name] = name === "quote" || name === "incident_id" ? packed.texts(values) : packed.words(values);
  }
  return readRows({ count, columns: specs, parts: packed.parts, bytes: packed.bytes }, STYLE);
}
