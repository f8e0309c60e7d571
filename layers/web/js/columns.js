// Columns of a packed table, opened when they are first asked for: layers/columns.py says how
// they are written.

import { isoDay } from "./format.js";

/** @typedef {import("./pack.js").Parts} Parts */
/** @typedef {Uint8Array | Uint16Array | Int32Array | Float64Array} Numbers */
/** @typedef {{get: (i: number) => any}} Column null where there is no value */

/**
 * Whole numbers, in the narrowest array that holds them.
 * @param {any} spec
 * @param {Parts} parts
 * @returns {Numbers}
 */
export function readWhole(spec, parts) {
  if (spec.kind === "shared") {
    const words = readWhole(spec.words, parts);
    const codes = readWhole(spec.codes, parts);
    const values = new (words instanceof Float64Array ? Float64Array : Int32Array)(codes.length);
    for (let i = 0; i < codes.length; i++) values[i] = words[codes[i]];
    return values;
  }
  const { count, width, low, delta } = spec;
  const bytes = parts.read(spec.part);
  if (width === 1 && low === 0 && !delta) return bytes;
  const values = makeNumbers(spec);
  for (let plane = 0; plane < width; plane++) {
    const scale = 256 ** plane;
    const start = plane * count;
    if (!plane) for (let i = 0; i < count; i++) values[i] = bytes[i];
    else for (let i = 0; i < count; i++) values[i] += bytes[start + i] * scale;
  }
  if (delta) {
    let last = low;
    for (let i = 0; i < count; i++) {
      const step = values[i];
      last += step % 2 ? -(step + 1) / 2 : step / 2;
      values[i] = last;
    }
  } else if (low) {
    for (let i = 0; i < count; i++) values[i] += low;
  }
  return values;
}

/** @param {any} spec */
function makeNumbers({ count, width, low, delta }) {
  if (width === 2 && low === 0 && !delta) return new Uint16Array(count);
  return width <= 3 && Math.abs(low) < 1e9 ? new Int32Array(count) : new Float64Array(count);
}

/**
 * @param {Uint8Array} bits
 * @param {number} i
 */
const isSet = (bits, i) => Boolean(bits[i >> 3] & (128 >> (i & 7)));

/** Numbers to some decimals. */
export class NumberColumn {
  /**
   * @param {any} spec
   * @param {Parts} parts
   * @param {NumberColumn | null} near the column that this one is kept as differences from
   */
  constructor(spec, parts, near = null) {
    this.scale = 10 ** spec.digits;
    this.present = spec.present === undefined ? null : parts.read(spec.present);
    const values = readWhole(spec.values, parts);
    /** @type {Numbers} */
    this.values = near ? addAll(values, /** @type {any} */ (near).values) : values;
  }

  /** @param {number} i */
  has(i) {
    return !this.present || isSet(this.present, i);
  }

  /** @param {number} i */
  get(i) {
    return this.has(i) ? this.values[i] / this.scale : null;
  }

  /**
   * All of them as whole numbers of the last decimal.
   * @param {number} missing what stands where there is none
   */
  whole(missing) {
    const values = Int32Array.from(this.values);
    if (this.present) {
      for (let i = 0; i < values.length; i++) if (!isSet(this.present, i)) values[i] = missing;
    }
    return values;
  }
}

/**
 * @param {Numbers} steps
 * @param {Numbers} bases
 */
function addAll(steps, bases) {
  const sums = new (bases instanceof Float64Array ? Float64Array : Int32Array)(steps.length);
  for (let i = 0; i < steps.length; i++) sums[i] = steps[i] + bases[i];
  return sums;
}

/** Numbers that stand for days, or for yes and no. */
export class ToldColumn {
  /**
   * @param {NumberColumn} numbers
   * @param {(value: number) => any} tell
   */
  constructor(numbers, tell) {
    this.numbers = numbers;
    this.tell = tell;
  }

  /** @param {number} i */
  get(i) {
    const value = this.numbers.get(i);
    return value === null ? null : this.tell(value);
  }
}

export class FlagColumn {
  /** @param {Uint8Array} bits */
  constructor(bits) {
    this.bits = bits;
  }

  /** @param {number} i */
  get(i) {
    return isSet(this.bits, i);
  }
}

/** Sixteen hexadecimal digits a row. */
export class HexColumn {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }

  /** @param {number} i */
  get(i) {
    let text = "";
    for (let at = 8 * i; at < 8 * i + 8; at++) text += HEX[this.bytes[at]];
    return text;
  }

  /** @param {string} text */
  find(text) {
    if (!/^[0-9a-f]{16}$/.test(text)) return -1;
    const wanted = Array.from({ length: 8 }, (_, at) => parseInt(text.slice(2 * at, 2 * at + 2), 16));
    const { bytes } = this;
    for (let at = 0; at < bytes.length; at += 8) {
      if (bytes[at] === wanted[0] && wanted.every((byte, k) => bytes[at + k] === byte)) return at / 8;
    }
    return -1;
  }
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Texts in blocks; a block is opened when one of its texts is asked for. */
export class TextColumn {
  /**
   * @param {any} spec
   * @param {Parts} parts
   */
  constructor(spec, parts) {
    this.spec = spec;
    this.parts = parts;
    this.lengths = readWhole(spec.lengths, parts);
    this.length = this.lengths.length;
    /** @type {Map<number, {bytes: Uint8Array, starts: Uint32Array}>} */
    this.blocks = new Map();
    /** @type {string[]} */
    this.smalls = [];
  }

  /** @param {number} i */
  get(i) {
    const length = this.lengths[i];
    if (!length) return null;
    if (length === 1) return "";
    const { rows } = this.spec;
    const { bytes, starts } = this.block(Math.floor(i / rows));
    const start = starts[i % rows];
    return UTF8.decode(bytes.subarray(start, start + length - 1));
  }

  /** @param {number} number */
  block(number) {
    let block = this.blocks.get(number);
    if (!block) {
      const first = number * this.spec.rows;
      const count = Math.min(this.spec.rows, this.length - first);
      const starts = new Uint32Array(count + 1);
      for (let i = 0; i < count; i++) {
        starts[i + 1] = starts[i] + Math.max(0, this.lengths[first + i] - 1);
      }
      block = { bytes: this.parts.read(this.spec.parts[number]), starts };
      this.blocks.set(number, block);
    }
    return block;
  }

  /**
   * Which texts hold some words, letters of either case.
   * @param {string} words in small letters
   * @param {(i: number) => void} found
   */
  search(words, found) {
    for (let i = 0; i < this.length; i++) {
      if (this.lengths[i] > words.length && this.small(i).includes(words)) found(i);
    }
  }

  /**
   * A text in small letters, kept from the first search on.
   * @param {number} i
   */
  small(i) {
    return (this.smalls[i] ??= (this.get(i) ?? "").toLocaleLowerCase("en"));
  }
}

const UTF8 = new TextDecoder();

/** Texts of which many repeat: code 0 is none. */
export class WordColumn {
  /**
   * @param {any} spec
   * @param {Parts} parts
   */
  constructor(spec, parts) {
    const texts = new TextColumn(spec.words, parts);
    /** @type {(string | null)[]} */
    this.words = [null];
    for (let i = 0; i < texts.length; i++) this.words.push(texts.get(i) ?? "");
    this.codes = readWhole(spec.codes, parts);
  }

  /** @param {number} i */
  get(i) {
    return this.words[this.codes[i]];
  }

  /**
   * @param {string} words in small letters
   * @param {(i: number) => void} found
   */
  search(words, found) {
    const hits = this.words.map((word) => Boolean(word?.toLocaleLowerCase("en").includes(words)));
    if (!hits.includes(true)) return;
    for (let i = 0; i < this.codes.length; i++) if (hits[this.codes[i]]) found(i);
  }
}

/** A table of packed columns, each opened when it is first asked for. */
export class Table {
  /**
   * @param {Record<string, any>} specs
   * @param {Parts} parts
   */
  constructor(specs, parts) {
    this.specs = specs;
    this.parts = parts;
    /** @type {Map<string, any>} */
    this.opened = new Map();
  }

  /**
   * @param {string} name
   * @returns {any} a column, null if the table has none of that name
   */
  column(name) {
    if (!this.opened.has(name)) this.opened.set(name, this.open(this.specs[name]));
    return this.opened.get(name);
  }

  /** The names of all columns. */
  names() {
    return Object.keys(this.specs);
  }

  /**
   * @param {string} name
   * @param {number} i
   */
  get(name, i) {
    const column = this.column(name);
    return column ? column.get(i) : null;
  }

  /** @param {string} name */
  numbers(name) {
    const column = this.column(name);
    return /** @type {NumberColumn | null} */ (column instanceof ToldColumn ? column.numbers : column);
  }

  /**
   * @param {any} spec
   * @returns {any}
   */
  open(spec) {
    const { parts } = this;
    switch (spec?.kind) {
      case undefined:
        return null;
      case "number":
        return new NumberColumn(spec, parts, spec.near ? this.numbers(spec.near) : null);
      case "day":
        return new ToldColumn(this.open(spec.days), isoDay);
      case "truth":
        return new ToldColumn(this.open(spec.values), Boolean);
      case "flag":
        return new FlagColumn(parts.read(spec.part));
      case "hex":
        return new HexColumn(parts.read(spec.part));
      case "words":
        return new WordColumn(spec, parts);
      case "records": {
        const texts = this.open(spec.texts);
        return { get: (/** @type {number} */ i) => JSON.parse(texts.get(i) ?? "null") };
      }
      default:
        return new TextColumn(spec, parts);
    }
  }
}

/** Records of which each row has some: claims, sources. */
export class Records {
  /**
   * @param {any} spec
   * @param {Parts} parts
   */
  constructor(spec, parts) {
    this.table = new Table(spec.columns, parts);
    this.count = spec.count;
    const sizes = readWhole(spec.sizes, parts);
    this.starts = new Uint32Array(sizes.length + 1);
    for (let i = 0; i < sizes.length; i++) this.starts[i + 1] = this.starts[i] + sizes[i];
    this.codes = spec.codes ? readWhole(spec.codes, parts) : null;
  }

  /**
   * The records of a row.
   * @param {number} i
   * @returns {any[]}
   */
  of(i) {
    const found = [];
    for (let at = this.starts[i]; at < this.starts[i + 1]; at++) {
      found.push(this.record(this.codes ? this.codes[at] : at));
    }
    return found;
  }

  /** @param {number} at */
  record(at) {
    /** @type {Record<string, any>} */
    const record = {};
    for (const name of this.table.names()) {
      const value = this.table.get(name, at);
      if (value !== null) record[name] = value;
    }
    return record;
  }

  /**
   * Calls back for each row one of whose records was found.
   * @param {Uint8Array} hits by record
   * @param {(i: number) => void} found
   */
  rowsOf(hits, found) {
    for (let i = 0; i + 1 < this.starts.length; i++) {
      for (let at = this.starts[i]; at < this.starts[i + 1]; at++) {
        if (!hits[this.codes ? this.codes[at] : at]) continue;
        found(i);
        break;
      }
    }
  }
}
