// The little geometry the page needs. Longitude first; the web map's own unit square is [x, y]
// with x to the east and y to the south, both from 0 to 1.

const RADIUS_KM = 6371.0088;
const RAD = Math.PI / 180;

/** @typedef {[number, number]} Point longitude and latitude in degrees */

/**
 * @param {number} longitude
 * @returns {number} 0 to 1
 */
export function toX(longitude) {
  return (longitude + 180) / 360;
}

/**
 * @param {number} latitude within 85 degrees of the equator
 * @returns {number} 0 to 1
 */
export function toY(latitude) {
  const sine = Math.sin(Math.max(-85.05, Math.min(85.05, latitude)) * RAD);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/**
 * @param {number} y 0 to 1
 * @returns {number} latitude
 */
export function toLatitude(y) {
  return Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) / RAD;
}

/**
 * Distance on the sphere, km: for inset arrows, never for a number the reader sees.
 * @param {Point} a
 * @param {Point} b
 */
export function sphereKm(a, b) {
  const half =
    Math.sin(((b[1] - a[1]) * RAD) / 2) ** 2 +
    Math.cos(a[1] * RAD) * Math.cos(b[1] * RAD) * Math.sin(((b[0] - a[0]) * RAD) / 2) ** 2;
  return 2 * RADIUS_KM * Math.asin(Math.sqrt(half));
}

/**
 * How many km a unit of the web map's square is at a latitude.
 * @param {number} latitude
 */
export function kmPerUnit(latitude) {
  return 2 * Math.PI * RADIUS_KM * Math.cos(latitude * RAD);
}

/**
 * One part of the line: vertices, and the kilometre of each.
 * @typedef {{points: Point[], km: number[]}} Part
 */

/**
 * The point at a kilometre, with the direction of the line there in the unit square.
 * @param {Part[]} parts
 * @param {number} km
 * @returns {{at: Point, dx: number, dy: number} | null}
 */
export function pointAtKm(parts, km) {
  for (const { points, km: kms } of parts) {
    if (km < kms[0] || km > kms[kms.length - 1]) continue;
    const i = Math.max(1, lowerBound(kms, km));
    const share = kms[i] > kms[i - 1] ? (km - kms[i - 1]) / (kms[i] - kms[i - 1]) : 0;
    /** @type {Point} */
    const at = [
      points[i - 1][0] + share * (points[i][0] - points[i - 1][0]),
      points[i - 1][1] + share * (points[i][1] - points[i - 1][1]),
    ];
    // The direction over 6 km, not of one short segment of a mountain ridge.
    const before = points[Math.max(0, lowerBound(kms, km - 3) - 1)];
    const after = points[Math.min(points.length - 1, lowerBound(kms, km + 3))];
    const dx = toX(after[0]) - toX(before[0]);
    const dy = toY(after[1]) - toY(before[1]);
    const length = Math.hypot(dx, dy) || 1;
    return { at, dx: dx / length, dy: dy / length };
  }
  return null;
}

/**
 * The stretches of the line between two kilometres.
 * @param {Part[]} parts
 * @param {number} from
 * @param {number} to
 * @returns {Point[][]}
 */
export function sliceKm(parts, from, to) {
  const found = [];
  for (const part of parts) {
    const first = Math.max(from, part.km[0]);
    const last = Math.min(to, part.km[part.km.length - 1]);
    if (first > last) continue;
    const inner = part.points.filter((_, i) => part.km[i] > first && part.km[i] < last);
    const start = pointAtKm([part], first);
    const end = pointAtKm([part], last);
    if (start && end) found.push([start.at, ...inner, end.at]);
  }
  return found;
}

/**
 * The kilometre nearest to a point, and about how far that is: within half a percent or so.
 * @param {Part[]} parts
 * @param {Point} point
 * @returns {{km: number, away: number} | null}
 */
export function nearestOnLine(parts, [longitude, latitude]) {
  const kmX = 111.32 * Math.cos(latitude * RAD);
  const kmY = 110.9;
  let best = null;
  let least = Infinity;
  for (const { points, km } of parts) {
    for (let i = 1; i < points.length; i++) {
      const ax = (points[i - 1][0] - longitude) * kmX;
      const ay = (points[i - 1][1] - latitude) * kmY;
      const dx = (points[i][0] - longitude) * kmX - ax;
      const dy = (points[i][1] - latitude) * kmY - ay;
      const share = Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1)));
      const away = Math.hypot(ax + share * dx, ay + share * dy);
      if (away < least) {
        least = away;
        best = { km: km[i - 1] + share * (km[i] - km[i - 1]), away };
      }
    }
  }
  return best;
}

/**
 * The first index whose value is not below; the length if all are.
 * @param {ArrayLike<number>} sorted
 * @param {number} value
 */
export function lowerBound(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The outline of a disc as points on the sphere.
 * @param {Point} middle
 * @param {number} radiusKm
 * @param {number} [corners]
 * @returns {Point[]}
 */
export function discOutline(middle, radiusKm, corners = 72) {
  const angle = radiusKm / RADIUS_KM;
  const lat = middle[1] * RAD;
  return Array.from({ length: corners }, (_, i) => {
    const bearing = (2 * Math.PI * i) / corners;
    const sine =
      Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(bearing);
    const turn = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(lat),
      Math.cos(angle) - Math.sin(lat) * sine,
    );
    return /** @type {Point} */ ([middle[0] + turn / RAD, Math.asin(sine) / RAD]);
  });
}
