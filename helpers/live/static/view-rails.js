// @ts-check
/**
 * Numbers as beads on a rail over one bar of their shares: rails.py once more, and what is bound to
 * an input is moved.
 *
 * @typedef {import('./drawing.js').Tree} Tree
 * @typedef {{name: string, node: (number | null)[], hue?: string}} Other
 * @typedef {{name: string, rows: string[], limits: [number, number], lang?: any, input?: string,
 *   shares: Other, kept?: Other, cut?: Other, die?: Other, per?: Other}} Rail
 * @typedef {{x: number, level: number, middle: number, beyond: boolean}} Bead its place, and the line and middle of its label
 */

import { languageOf } from './dom.js';
import { living, near, words } from './drawing.js';
import { holdable } from './hold.js';
import { shown } from './numbers.js';
import { widthOf } from './room.js';
import { framed } from './table.js';

const SIZE = 360;
const EDGE = 16;
const LETTERS = 0.75;
const LINE = 14;
const LEVELS = 5;
const BELOW = 44;
const THICK = 26;
const SPREAD = 30;
const INSIDE = SIZE - 2 * EDGE;

/** @type {import('./views.js').Maker} */
export function railView(figure, described, id) {
  const idOf = (/** @type {Other | undefined} */ other) => other?.node[figure.number] ?? null;
  const others = ['shares', 'kept', 'cut', 'die', 'per'].map((part) => idOf(described[part]));
  const [shares, kept, cut, die, per] = others;
  const valueAt = (/** @type {number | null} */ node) => (node === null ? null : figure.graph.value(node));
  const { drawing, paint } = living(() =>
    drawn(described, valueAt(id), valueAt(shares), valueAt(kept), valueAt(cut), valueAt(die)),
  );
  const rows = /** @type {string[]} */ (described.rows);
  const numbered = (/** @type {Element} */ group, /** @type {number | null} */ node, /** @type {string} */ of) => {
    [...group.children].forEach((element, index) => {
      const name = () => `${of} ${rows[index]}`;
      figure.show({ kind: 'rail', name: of }, { id: node, index, element, write: () => {}, name });
    });
  };
  drawing.querySelectorAll('.hm-beads').forEach((group) => numbered(group, id, described.name));
  drawing.querySelectorAll('.hm-shares').forEach((group, i) => {
    numbered(group, [shares, kept][i], described[['shares', 'kept'][i]].name);
  });
  const grips = [...drawing.querySelectorAll('.hm-grip')];
  const scale = (/** @type {PointerEvent} */ event) =>
    (event.clientX * SIZE) / drawing.getBoundingClientRect().width / INSIDE;
  const [low, high] = described.limits;
  const follow = holdable(
    figure,
    drawing,
    grips.map((mark, index) => {
      const isCut = mark.classList.contains('hm-cutter');
      return {
        mark,
        input: isCut ? described.cut.name : described.input,
        index: isCut ? 0 : index,
        said: () => (isCut ? `cut of the bar, ${described.cut.name}` : `${described.input} of ${rows[index]}`),
        place: scale,
        per: () => (isCut ? 1 : (high - low) * figure.graph.value(per)[0]),
      };
    }),
  );
  const paintAll = () => {
    paint();
    follow();
  };
  const ids = [id, ...others].filter((one) => one !== null);
  return { element: framed(described, drawing), paint: paintAll, ids };
}

/** @param {Rail} described @param {Float64Array} numbers @param {Float64Array} shares @param {Float64Array | null} kept @param {Float64Array | null} cut @param {Float64Array | null} die @returns {Tree} */
function drawn(described, numbers, shares, kept, cut, die) {
  const { rows, name } = described;
  const size = (/** @type {number} */ i) => (Number.isNaN(shares[i]) ? -1 : shares[i]);
  const order = [...rows.keys()].sort((a, b) => size(b) - size(a));
  const beads = beadsOf(described, numbers, order);
  const track = trackOf(rows);
  const bar = track + BELOW;
  const said = order.map((i) => `${rows[i]} ${shown(numbers[i])}, share ${shown(shares[i])}`);
  const first = segmentsOf(described, shares, order, bar, kept);
  const half = track + BELOW / 2;
  const ties = beads.map(({ x, level, middle }, i) => {
    const to = near(first.middles[i]);
    const up = `M${near(middle)} ${track - 10 - LINE * level}L${near(x)} ${track}`;
    return ['path', { d: `${up}C${near(x)} ${half} ${to} ${half} ${to} ${bar}` }];
  });
  /** @type {any[]} */
  const parts = [
    ['g', { class: 'hm-ties' }, ...ties],
    ['path', { class: 'hm-track', d: `M${EDGE} ${track}H${SIZE - EDGE}` }],
    words('hm-tick', EDGE, track + 17, 'start', shown(described.limits[0])),
    words('hm-tick', SIZE - EDGE, track + 17, 'end', shown(described.limits[1])),
    ['g', barOf(described.shares), ...first.marks],
  ];
  let height = bar + THICK + 4;
  if (kept) {
    const second = bar + THICK + SPREAD;
    height = second + THICK + 4;
    const ends = `${near(first.end)} ${bar + THICK}L${SIZE - EDGE} ${second}`;
    parts.push(['path', { class: 'hm-spread', d: `M${EDGE} ${bar + THICK}L${ends}H${EDGE}Z` }]);
    parts.push(['g', barOf(described.kept), ...segmentsOf(described, kept, order, second, null).marks]);
  }
  parts.push(['g', { class: 'hm-beads' }, ...beads.map((bead, i) => beadOf(described, i, bead))]);
  if (die) parts.push(['path', { class: 'hm-die', d: `M${near(EDGE + die[0] * INSIDE)} ${bar - 4}V${height}` }]);
  /** @type {Tree[]} */
  const grips = described.input
    ? beads.map(({ x }) => ['circle', { class: 'hm-grip', cx: near(x), cy: track, r: 10 }])
    : [];
  if (cut) {
    const x = near(EDGE + cut[0] * INSIDE);
    parts.push(['path', { class: 'hm-cut', d: `M${x} ${bar - 8}V${bar + THICK + 8}` }]);
    grips.push(['circle', { class: 'hm-grip hm-cutter', cx: x, cy: bar + THICK / 2, r: 12 }]);
  }
  return [
    'svg',
    {
      viewBox: `0 0 ${SIZE} ${height}`,
      class: 'hm-drawn hm-rail',
      role: 'group',
      'aria-label': `${name}: ${said.join('; ')}`,
    },
    ...parts,
    ['g', {}, ...grips],
  ];
}

/** @param {Other | undefined} shares */
function barOf(shares) {
  return { class: 'hm-shares', 'data-hue': shares?.hue };
}

/** How far down the track lies: each bead may need a line of its own for its label. @param {string[]} rows */
function trackOf(rows) {
  return LINE * Math.min(LEVELS, rows.length) + 14;
}

/** Place each bead, and its label on the lowest line that is free; of those at one place, larger shares first. Where no line is, it has none. @param {Rail} described @param {Float64Array} numbers @param {number[]} order @returns {Bead[]} */
function beadsOf({ rows, limits: [low, high] }, numbers, order) {
  const beads = Array.from(numbers, (number) => {
    const inside = number >= low ? Math.min(high, number) : low; // of NaN, too
    return { x: EDGE + (inside - low) * (INSIDE / (high - low)), level: 0, middle: 0, beyond: inside !== number };
  });
  const ends = Array(LEVELS).fill(-Infinity);
  for (const i of [...order].sort((a, b) => beads[a].x - beads[b].x)) {
    const half = (LETTERS * widthOf(rows[i])) / 2;
    const middle = Math.min(SIZE - half, Math.max(half, beads[i].x));
    const level = ends.findIndex((end) => end <= middle - half);
    Object.assign(beads[i], { level, middle: level < 0 ? beads[i].x : middle });
    if (level >= 0) ends[level] = middle + half + 3;
  }
  return beads;
}

/** @param {Rail} described @param {number} i @param {Bead} bead @returns {Tree} */
function beadOf({ rows, lang }, i, { x, level, middle, beyond }) {
  const track = trackOf(rows);
  const base = track - 12 - LINE * level;
  return [
    'g',
    { class: beyond ? 'hm-beyond' : null },
    ['circle', { class: 'hm-bead', cx: near(x), cy: track, r: 5 }],
    ['text', { x: near(middle), y: base, 'text-anchor': 'middle', lang: languageOf(lang, rows[i]) }, level < 0 ? '' : rows[i]],
  ];
}

/** Cut a bar into shares. @param {Rail} described @param {Float64Array} shares @param {number[]} order @param {number} top @param {Float64Array | null} kept */
function segmentsOf({ rows, lang }, shares, order, top, kept) {
  /** @type {Tree[]} */
  const marks = Array(rows.length);
  /** @type {number[]} */
  const middles = Array(rows.length);
  let at = EDGE;
  let end = EDGE;
  for (const i of order) {
    const width = Math.max(0, shares[i] || 0) * INSIDE;
    const isOut = kept !== null && !(kept[i] > 0);
    const fits = width >= LETTERS * widthOf(rows[i]) + 4;
    const place = { x: near(at), y: top, width: near(width), height: THICK };
    const about = { x: near(at + width / 2), y: top + THICK / 2 + 4, 'text-anchor': 'middle', lang: languageOf(lang, rows[i]) };
    marks[i] = ['g', { class: isOut ? 'hm-out' : null }, ['rect', place], ['text', about, fits ? rows[i] : '']];
    middles[i] = at + width / 2;
    at += width;
    if (!isOut) end = at;
  }
  return { marks, middles, end };
}
