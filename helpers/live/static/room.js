// @ts-check
/**
 * Where the names in a drawing have room: room.py once more.
 *
 * @typedef {[x: number, y: number, wide: number, high: number]} Box the middle, and half of the
 *   width and the height
 */

const LETTERS = { 'fijlrt ': 6.5, mwMW: 14.2 };
const LETTER = 9.7;
const HIGH = 7;
const CLEAR = [9, 22];
const SLANT = Math.SQRT1_2;
const TURNS = [
  [1, 0],
  [SLANT, SLANT],
  [SLANT, -SLANT],
  [0, 1],
  [0, -1],
  [-SLANT, SLANT],
  [-SLANT, -SLANT],
  [-1, 0],
];

/** What is taken in a drawing. */
export class Room {
  /** @param {number} width @param {number} height */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    /** @type {Box[]} */
    this.taken = [];
  }

  /**
   * Find the middle of a name that begins `way` from `tip`, or to another side of it: the first
   * side where it covers nothing, a line farther off if there is none, or else where it covers
   * least.
   *
   * @param {number[]} tip
   * @param {number[]} way
   * @param {string} text
   */
  put([x, y], [across, up], text) {
    const wide = widthOf(text) / 2;
    /** @type {Box} */
    let best = [x, y, wide, HIGH];
    let least = Infinity;
    for (const clear of CLEAR) {
      for (const [cos, sin] of TURNS) {
        if (least < 1) break;
        const [along, down] = [across * cos - up * sin, across * sin + up * cos];
        const most = Math.max(Math.abs(along), Math.abs(down));
        /** @type {Box} */
        const box = [
          Math.min(this.width - wide - 3, Math.max(wide + 3, x + (along / most) * (wide + clear))),
          Math.min(this.height - HIGH - 1, Math.max(HIGH + 1, y + (down / most) * (HIGH + clear))),
          wide,
          HIGH,
        ];
        const covered = this.covered(box);
        if (covered < least - 1) [best, least] = [box, covered];
      }
    }
    this.taken.push(best);
    return best;
  }

  /** How much a box covers of what is taken. @param {Box} box */
  covered([x, y, wide, high]) {
    let sum = 0;
    for (const [there, below, w, h] of this.taken) {
      sum += Math.max(0, wide + w - Math.abs(x - there)) * Math.max(0, high + h - Math.abs(y - below));
    }
    return sum;
  }
}

/** Estimate the width of a name. @param {string} text */
export function widthOf(text) {
  const wide = (/** @type {string} */ letter) =>
    Object.entries(LETTERS).find(([letters]) => letters.includes(letter))?.[1] ?? LETTER;
  return [...text].reduce((sum, letter) => sum + wide(letter), 0);
}
