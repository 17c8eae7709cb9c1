// @ts-check
/**
 * The smallest change of some numbers that brings a result to a goal; pulling.py once more, step by
 * step, and a test holds the two together. They must be here too: the reader pulls without Python.
 *
 * @typedef {{y: number, g: Float64Array}} Look a result, and its slopes by the numbers
 * @typedef {'reached' | 'flat' | 'stuck' | 'no number'} How
 */

const AT_END = 1000;
const CLOSE = 1e-9; // of the goal
const MOST_LOOKS = 150;
const MOST_STEPS = 50;
const NEARER = 12;
const LEAST_SHARE = 2 ** -60;

/**
 * Measure a result that lies between two ends by its odds: what grows ever flatter towards an end
 * becomes nearly straight. At an end itself it is flat.
 *
 * @param {number} y
 * @param {Float64Array} g
 * @param {[number, number]} [ends]
 * @returns {Look}
 */
export function bend(y, g, ends) {
  if (!ends || Number.isNaN(y)) return { y, g };
  const [low, high] = ends;
  if (y <= low || y >= high) return { y: y <= low ? -AT_END : AT_END, g: g.map(() => 0) };
  const slope = 1 / (y - low) + 1 / (high - y);
  return { y: Math.log((y - low) / (high - y)), g: g.map((each) => each * slope) };
}

/** @param {number} y @param {[number, number]} [ends] @returns {number} */
export function unbend(y, ends) {
  return ends ? ends[1] - (ends[1] - ends[0]) / (1 + Math.exp(y)) : y;
}

/** @param {Float64Array} a @param {Float64Array} b */
const dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);

/**
 * @param {(x: Float64Array) => Look} look
 * @param {Float64Array} start
 * @param {number} goal
 * @param {Float64Array} least
 * @param {Float64Array} most
 * @returns {{x: Float64Array, y: number, how: How}} where it ends; reached or not
 */
export function solve(look, start, goal, least, most) {
  let looks = 0;
  /** @param {Float64Array} x @param {Float64Array} step @param {number} share */
  const moved = (x, step, share) => {
    const to = x.map((value, i) =>
      Math.min(Math.max(value + share * step[i], least[i]), most[i]),
    );
    looks += 1;
    return { x: to, ...look(to) };
  };
  /** The slopes of what may still move towards the goal. @param {Look & {x: Float64Array}} at */
  const free = ({ x, y, g }) =>
    g.map((slope, i) => {
      const up = slope * (goal - y) > 0;
      return up ? (x[i] >= most[i] ? 0 : slope) : x[i] <= least[i] ? 0 : slope;
    });
  /** @param {number} rest */
  const isClose = (rest) => Math.abs(rest) <= CLOSE * Math.max(1, Math.abs(goal));
  /** Walk to the goal. @param {Look & {x: Float64Array}} at */
  const land = (at) => {
    for (let step = 0; step < MOST_STEPS; step++) {
      const rest = goal - at.y;
      if (isClose(rest)) return { ...at, how: 'reached' };
      const g = free(at);
      const size = dot(g, g);
      if (!Number.isFinite(rest) || !Number.isFinite(size)) return { ...at, how: 'no number' };
      if (size === 0) return { ...at, how: 'flat' };
      const way = g.map((slope) => (slope * rest) / size);
      let next = null;
      for (let share = 1; share > LEAST_SHARE && looks < MOST_LOOKS; share /= 2) {
        const to = moved(at.x, way, share);
        const left = goal - to.y;
        const isNearer = Math.abs(left) < Math.abs(rest) * (1 - 1e-4 * share);
        if (!isNearer || !(isClose(left) || dot(to.g, to.g) > 0)) continue; // or on a plateau
        next = to;
        break;
      }
      if (!next) return { ...at, how: 'stuck' };
      at = next;
    }
    return { ...at, how: 'stuck' };
  };
  let best = land(moved(start, start, 0));
  for (let step = 0; best.how === 'reached' && step < NEARER; step++) {
    const back = start.map((x, i) => x - best.x[i]);
    const size = dot(best.g, best.g);
    const along = size ? dot(best.g, back) / size : 0;
    const side = back.map((x, i) => x - along * best.g[i]);
    if (dot(side, side) <= 1e-10 * dot(back, back)) break;
    let nearer = null;
    for (let share = 1; share > 0.1 && !nearer && looks < MOST_LOOKS; share /= 2) {
      const to = land(moved(best.x, side, share));
      const way = start.map((x, i) => x - to.x[i]);
      if (to.how === 'reached' && dot(way, way) < (1 - 1e-9) * dot(back, back)) nearer = to;
    }
    if (!nearer) break;
    best = nearer;
  }
  return /** @type {any} */ (best);
}
