// What is drawn on a canvas, as SVG: the part of a canvas' context that our drawings use.

/** @typedef {[number, number, number, number, number, number]} Matrix */

const KEPT = ["fillStyle", "strokeStyle", "lineWidth", "lineJoin", "lineCap", "globalAlpha", "font", "textAlign", "textBaseline", "letterSpacing"];
const ANCHORS = { center: "middle", right: "end", end: "end", left: "start", start: "start" };
const BASELINES = { middle: "central", top: "hanging", hanging: "hanging", bottom: "auto", alphabetic: "auto" };

export class SvgContext {
  /**
   * @param {number} width
   * @param {number} height
   */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.fillStyle = "#000";
    this.strokeStyle = "#000";
    this.lineWidth = 1;
    this.lineJoin = "miter";
    this.lineCap = "butt";
    this.globalAlpha = 1;
    this.font = "10px sans-serif";
    this.textAlign = "start";
    this.textBaseline = "alphabetic";
    this.letterSpacing = "0px";
    /** @type {number[]} */
    this.dash = [];
    /** @type {Matrix} */
    this.matrix = [1, 0, 0, 1, 0, 0];
    /** @type {string[]} */
    this.parts = [];
    /** @type {string[]} */
    this.path = [];
    /** @type {any[]} */
    this.stack = [];
    this.groups = 0; // open since the last save
    this.clips = 0;
    this.ruler = document.createElement("canvas").getContext("2d");
  }

  /** @param {string} d of a path in absolute M, L, C and Z, as symbols are written */
  makePath(d) {
    return d;
  }

  save() {
    const kept = Object.fromEntries(KEPT.map((name) => [name, /** @type {any} */ (this)[name]]));
    this.stack.push({ kept, dash: this.dash, matrix: this.matrix, groups: this.groups });
    this.groups = 0;
  }

  restore() {
    const before = this.stack.pop();
    if (!before) return;
    this.parts.push("</g>".repeat(this.groups));
    Object.assign(this, before.kept);
    this.dash = before.dash;
    this.matrix = before.matrix;
    this.groups = before.groups;
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.dash = dash;
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  translate(x, y) {
    this.multiply([1, 0, 0, 1, x, y]);
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  scale(x, y) {
    this.multiply([x, 0, 0, y, 0, 0]);
  }

  /** @param {number} angle */
  rotate(angle) {
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    this.multiply([cos, sin, -sin, cos, 0, 0]);
  }

  /** @param {Matrix} by */
  multiply([a, b, c, d, e, f]) {
    const [p, q, r, s, u, v] = this.matrix;
    this.matrix = [p * a + r * b, q * a + s * b, p * c + r * d, q * c + s * d, p * e + r * f + u, q * e + s * f + v];
  }

  beginPath() {
    this.path = [];
  }

  closePath() {
    this.path.push("Z");
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  moveTo(x, y) {
    this.path.push(`M${this.at(x, y)}`);
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  lineTo(x, y) {
    this.path.push(`${this.path.length ? "L" : "M"}${this.at(x, y)}`);
  }

  /** @param {[number, number, number, number, number, number]} points */
  bezierCurveTo(...points) {
    const [a, b, c, d, e, f] = points;
    this.path.push(`C${this.at(a, b)} ${this.at(c, d)} ${this.at(e, f)}`);
  }

  /** @param {[number, number, number, number]} points */
  quadraticCurveTo(...points) {
    const [a, b, c, d] = points;
    this.path.push(`Q${this.at(a, b)} ${this.at(c, d)}`);
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @param {number} height
   */
  rect(x, y, width, height) {
    this.path.push(box(this, x, y, width, height));
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} r
   * @param {number} from
   * @param {number} to
   */
  arc(x, y, r, from, to) {
    const turn = to - from;
    const size = round(r * this.factor());
    const start = this.at(x + r * Math.cos(from), y + r * Math.sin(from));
    const first = `${this.path.length && turn < 2 * Math.PI ? "L" : "M"}${start}`;
    if (turn >= 2 * Math.PI) {
      const across = this.at(x - r * Math.cos(from), y - r * Math.sin(from));
      this.path.push(`${first}A${size} ${size} 0 1 1 ${across}A${size} ${size} 0 1 1 ${start}Z`);
      return;
    }
    const end = this.at(x + r * Math.cos(to), y + r * Math.sin(to));
    this.path.push(`${first}A${size} ${size} 0 ${turn > Math.PI ? 1 : 0} 1 ${end}`);
  }

  /** @param {string} [what] a path of `makePath`, or the rule to fill by */
  fill(what) {
    const rule = what === "evenodd" ? ' fill-rule="evenodd"' : "";
    const d = this.d(rule ? undefined : what);
    if (d) this.put(`<path d="${d}"${rule} fill="${attribute(this.fillStyle)}"${this.opacity()}/>`);
  }

  /** @param {string} [what] a path of `makePath` */
  stroke(what) {
    const d = this.d(what);
    if (d) this.put(`<path d="${d}" fill="none"${this.pen()}${this.opacity()}/>`);
  }

  clip() {
    const id = `c${(this.clips += 1)}`;
    this.put(`<clipPath id="${id}"><path d="${this.d()}"/></clipPath><g clip-path="url(#${id})">`);
    this.groups += 1;
  }

  clearRect() {}

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @param {number} height
   */
  fillRect(x, y, width, height) {
    this.put(`<path d="${box(this, x, y, width, height)}" fill="${attribute(this.fillStyle)}"${this.opacity()}/>`);
  }

  /**
   * @param {string} words
   * @param {number} x
   * @param {number} y
   */
  fillText(words, x, y) {
    this.text(words, x, y, ` fill="${attribute(this.fillStyle)}"`);
  }

  /**
   * @param {string} words
   * @param {number} x
   * @param {number} y
   */
  strokeText(words, x, y) {
    this.text(words, x, y, ` fill="none"${this.pen()}`);
  }

  /** @param {string} words */
  measureText(words) {
    const ruler = /** @type {CanvasRenderingContext2D} */ (this.ruler);
    ruler.font = this.font;
    if ("letterSpacing" in ruler) ruler.letterSpacing = this.letterSpacing;
    return ruler.measureText(words);
  }

  /**
   * What was drawn as dots stays dots.
   * @param {HTMLCanvasElement} image
   * @param {number} x
   * @param {number} y
   * @param {number} [width]
   * @param {number} [height]
   */
  drawImage(image, x, y, width = image.width, height = image.height) {
    const factor = this.factor();
    const [left, top] = this.at(x, y).split(" ");
    const size = `width="${round(width * factor)}" height="${round(height * factor)}"`;
    this.put(`<image x="${left}" y="${top}" ${size}${this.opacity()} href="${image.toDataURL()}"/>`);
  }

  /**
   * The whole drawing.
   * @param {string} title
   * @param {string} description
   */
  toText(title, description) {
    const { width, height } = this;
    const head = `<title>${escape(title)}</title><desc>${escape(description)}</desc>`;
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"` +
      ` viewBox="0 0 ${width} ${height}" role="img">${head}${this.parts.join("\n")}</svg>\n`
    );
  }

  /** @param {string} part */
  put(part) {
    this.parts.push(part);
  }

  /**
   * @param {string} words
   * @param {number} x
   * @param {number} y
   * @param {string} ink
   */
  text(words, x, y, ink) {
    const anchor = ANCHORS[/** @type {keyof typeof ANCHORS} */ (this.textAlign)] ?? "start";
    const baseline = BASELINES[/** @type {keyof typeof BASELINES} */ (this.textBaseline)] ?? "auto";
    const [left, top] = this.at(x, y).split(" ");
    const spacing = this.letterSpacing === "0px" ? "" : ` letter-spacing="${this.letterSpacing}"`;
    const look = `style="font:${attribute(this.font)}" text-anchor="${anchor}" dominant-baseline="${baseline}"`;
    this.put(`<text x="${left}" y="${top}" ${look}${spacing}${ink}${this.opacity()}>${escape(words)}</text>`);
  }

  /** @param {string} [what] */
  d(what) {
    return what === undefined ? this.path.join("") : this.place(what);
  }

  /** @param {string} d */
  place(d) {
    return d.replace(/(-?[\d.]+)[ ,](-?[\d.]+)/g, (_, x, y) => this.at(Number(x), Number(y)));
  }

  pen() {
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.map((one) => round(one * this.factor())).join(" ")}"` : "";
    const ends = `${this.lineJoin === "miter" ? "" : ` stroke-linejoin="${this.lineJoin}"`}${this.lineCap === "butt" ? "" : ` stroke-linecap="${this.lineCap}"`}`;
    return ` stroke="${attribute(this.strokeStyle)}" stroke-width="${round(this.lineWidth * this.factor())}"${ends}${dash}`;
  }

  opacity() {
    return this.globalAlpha === 1 ? "" : ` opacity="${round(this.globalAlpha, 100)}"`;
  }

  /** How much the drawing is enlarged. */
  factor() {
    const [a, b, c, d] = this.matrix;
    return Math.sqrt(Math.abs(a * d - b * c));
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  at(x, y) {
    const [a, b, c, d, e, f] = this.matrix;
    return `${round(a * x + c * y + e)} ${round(b * x + d * y + f)}`;
  }
}

/**
 * @param {SvgContext} g
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 */
function box(g, x, y, width, height) {
  return `M${g.at(x, y)}L${g.at(x + width, y)}L${g.at(x + width, y + height)}L${g.at(x, y + height)}Z`;
}

/**
 * @param {number} n
 * @param {number} [parts]
 */
function round(n, parts = 10) {
  return Math.round(n * parts) / parts;
}

/**
 * Text for XML: what it cannot hold is replaced.
 * @param {string} text
 */
export function escape(text) {
  const plain = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");
  const whole = plain.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
  return whole.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** @param {unknown} value */
function attribute(value) {
  return escape(String(value)).replace(/"/g, "&quot;");
}
