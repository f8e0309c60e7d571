// Reads what layers/pack.py wrote: whole numbers as differences, five bits a letter.

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
