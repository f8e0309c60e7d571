// What incidents are filed under, as numbers of values: none, one, two or many a row.

/** @typedef {import("./rows.js").Incidents} Incidents */
/**
 * @typedef {{has: (i: number, code: number) => boolean,
 *   count: (counts: Uint32Array, fails: Uint16Array, bits: number) => void}} Filed
 * @typedef {{codes: Filed, values: string[]}} Codes
 */

/**
 * @param {Incidents} all
 * @param {string} name of the facet
 * @returns {Codes}
 */
export function facetCodes(all, name) {
  switch (name) {
    case "dead":
      return numbered(all, ["none", "few", "many"], (i) => {
        const dead = all.deaths[i];
        return dead <= 0 ? 0 : dead < 10 ? 1 : 2;
      });
    case "precision":
      return precision(all);
    case "status":
      return fromColumns(all, ["status"], "extracted");
    case "side":
      return fromColumns(all, ["border_side"]);
    case "district":
      return fromColumns(all, ["sector_af", "sector_pk"]);
    case "actor":
      return fromColumns(all, ["side_a", "side_b"]);
    case "outlet":
      return outlets(all);
    default:
      return fromColumns(all, [name]);
  }
}

/** @param {Incidents} all */
function precision(all) {
  const column = all.table.column("where_prec");
  const values = ["1", "2", "3", "4", "5", "6", "7"];
  return numbered(all, values, (i) => (column ? values.indexOf(String(column.get(i))) : -1));
}

/**
 * @param {Incidents} all
 * @param {string[]} values
 * @param {(i: number) => number} code -1 for none
 * @returns {Codes}
 */
function numbered(all, values, code) {
  const codes = Uint16Array.from({ length: all.count }, (_, i) => code(i) + 1);
  return { codes: new Few([codes]), values: ["", ...values] };
}

/**
 * @param {Incidents} all
 * @param {string[]} names of the columns: a row is filed under the value of each
 * @param {string} [missing] what stands where there is none
 * @returns {Codes}
 */
function fromColumns(all, names, missing = "") {
  /** @type {Map<string, number>} */
  const numbers = new Map([["", 0]]);
  const lists = names.map((name) => {
    const { codes, words } = all.codes(name);
    const renumbered = Uint32Array.from(words, (word) => {
      const value = word ?? missing;
      if (!numbers.has(value)) numbers.set(value, numbers.size);
      return numbers.get(value) ?? 0;
    });
    const found = new (numbers.size < 65_536 ? Uint16Array : Uint32Array)(all.count);
    for (let i = 0; i < found.length; i++) found[i] = renumbered[codes[i]];
    return found;
  });
  return { codes: new Few(lists), values: [...numbers.keys()] };
}

/** As many values a row as there are lists. Code 0 is none. */
class Few {
  /** @param {ArrayLike<number>[]} lists */
  constructor(lists) {
    this.lists = lists;
  }

  /**
   * @param {number} i
   * @param {number} code
   */
  has(i, code) {
    return this.lists.some((list) => list[i] === code);
  }

  /**
   * @param {Uint32Array} counts
   * @param {Uint16Array} fails
   * @param {number} bits the conditions that count
   */
  count(counts, fails, bits) {
    const [first, second] = this.lists;
    for (let i = 0; i < fails.length; i++) {
      if (fails[i] & bits) continue;
      counts[first[i]]++;
      if (second && second[i] !== first[i]) counts[second[i]]++;
    }
    counts[0] = 0;
  }
}

/** @param {Incidents} all */
function outlets(all) {
  const { sources } = all;
  if (!sources) return { codes: new Few([new Uint8Array(all.count)]), values: [""] };
  const { codes, values } = codesOf(sources.table.column("outlet"), sources.count);
  return { codes: new Many(sources, codes), values };
}

/**
 * @param {any} column
 * @param {number} count
 */
function codesOf(column, count) {
  /** @type {Map<string, number>} */
  const numbers = new Map([["", 0]]);
  const codes = Uint32Array.from({ length: count }, (_, at) => {
    const value = column?.get(at) ?? "";
    if (!numbers.has(value)) numbers.set(value, numbers.size);
    return numbers.get(value) ?? 0;
  });
  return { codes, values: [...numbers.keys()] };
}

/** Values of the records that a row has. */
class Many {
  /**
   * @param {import("./columns.js").Records} records
   * @param {Uint32Array} values by record
   */
  constructor({ starts, codes }, values) {
    this.starts = starts;
    const told = starts[starts.length - 1];
    this.values = Uint32Array.from({ length: told }, (_, at) => values[codes ? codes[at] : at]);
  }

  /**
   * @param {number} i
   * @param {number} code
   */
  has(i, code) {
    for (let at = this.starts[i]; at < this.starts[i + 1]; at++) if (this.values[at] === code) return true;
    return false;
  }

  /**
   * @param {Uint32Array} counts
   * @param {Uint16Array} fails
   * @param {number} bits
   */
  count(counts, fails, bits) {
    const { starts, values } = this;
    for (let i = 0; i < fails.length; i++) {
      if (fails[i] & bits) continue;
      for (let at = starts[i]; at < starts[i + 1]; at++) {
        // An outlet that a row names twice is one.
        if (values.indexOf(values[at], starts[i]) === at) counts[values[at]]++;
      }
    }
    counts[0] = 0;
  }
}
