// Reads what layers/pack.py wrote (whole numbers as differences, five bits a letter) and the parts
// of packed tables (layers/columns.py): base64 of deflated bytes, each opened when it is asked for.

import { inflateSync } from "fflate";

/**
 * @param {string} text
 * @returns {number[]}
 */
export function unpackNumbers(text) {
  const numbers = [];
  let last = 0;
  let bits = 0;
  let shift = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) - 63;
    bits |= (code & 31) << shift;
    shift += 5;
    if (code < 32) {
      last += bits & 1 ? ~(bits >> 1) : bits >> 1;
      numbers.push(last);
      bits = 0;
      shift = 0;
    }
  }
  return numbers;
}

/**
 * A packed line as longitudes and latitudes in degrees.
 * @param {[string, string]} packed
 * @param {number} digits decimals that were kept
 * @returns {[number, number][]}
 */
export function unpackLine(packed, digits) {
  const scale = 10 ** digits;
  const latitudes = unpackNumbers(packed[1]);
  return unpackNumbers(packed[0]).map((longitude, i) => [longitude / scale, latitudes[i] / scale]);
}

/**
 * @param {string} text base64
 * @returns {Uint8Array}
 */
function fromBase64(text) {
  const own = /** @type {any} */ (Uint8Array).fromBase64;
  if (own) return own.call(Uint8Array, text);
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

/** The parts of a packed table. */
export class Parts {
  /** @param {{parts: [number, number][], bytes: string}} data lengths in base64 and of the bytes */
  constructor({ parts, bytes }) {
    this.sizes = parts;
    this.text = bytes;
    this.starts = new Float64Array(parts.length + 1);
    parts.forEach(([length], i) => {
      this.starts[i + 1] = this.starts[i] + length;
    });
  }

  /**
   * @param {number} part
   * @returns {Uint8Array}
   */
  read(part) {
    const size = this.sizes[part][1];
    if (!size) return new Uint8Array(0);
    const packed = fromBase64(this.text.slice(this.starts[part], this.starts[part + 1]));
    return inflateSync(packed, { out: new Uint8Array(size) });
  }
}
