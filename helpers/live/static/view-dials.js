// @ts-check
/**
 * Pairs of coordinates as hands: dials.py once more, and the hands are turned.
 *
 * @typedef {import('./drawing.js').Tree} Tree
 * @typedef {[x: number, y: number]} Place
 * @typedef {{name: string, node: (number | null)[]}} Other
 * @typedef {{name: string, hands: string[], hues: (string | null)[], faces: string[], reach: number,
 *   label?: string, rim?: boolean, input?: string, back?: Other, sector?: Other, way?: Other}} Dials
 */

import { make } from './dom.js';
import { living, near } from './drawing.js';
import { holdable } from './hold.js';
import { shown } from './numbers.js';
import { framed } from './table.js';

const RADIUS = 60;
const ON_RIM = 0.002;
const AXES = ['across', 'up'];

/** @type {import('./views.js').Maker} */
export function dialsView(figure, described, id) {
  const [hands, faces] = figure.graph.shape(id);
  const idOf = (/** @type {Other | undefined} */ other) => other?.node[figure.number] ?? null;
  const others = [idOf(described.sector), idOf(described.way), idOf(described.back)];
  const [sector, way, back] = others;
  const treeOf = (/** @type {number} */ face) => {
    const values = figure.graph.value(id);
    const tips = Array.from({ length: hands }, (_, h) => pair(values, h * faces + face));
    const points = (/** @type {number | null} */ node) => (node === null ? [] : rowOf(figure, node, face));
    return faceOf(described, tips, face, points(way), points(sector));
  };
  const all = Array.from({ length: faces }, (_, face) => living(() => treeOf(face)));
  const follow = all.map(({ drawing }, face) => {
    drawing.setAttribute('role', 'group');
    const marks = [...drawing.querySelectorAll('.hm-hand')];
    marks.forEach((mark, h) => {
      [...mark.children].slice(0, 2).forEach((element, axis) => {
        const index = 2 * (h * faces + face) + axis;
        const name = () => `${described.hands[h]}, ${described.faces[face]}, ${AXES[axis]}`;
        figure.show(described, { id, index, element, write: () => {}, name });
      });
    });
    if (!described.input) return () => {};
    const grips = [...drawing.querySelectorAll('.hm-grip')];
    return holdable(
      figure,
      drawing,
      grips.map((mark, h) => ({
        mark,
        input: described.input,
        index: 0,
        said: () => `${described.hands[h]}, ${described.faces[face]}: turns ${described.input}`,
        place: (event, last) => angleAt(drawing, event, last),
        per: () => figure.graph.value(back)[face],
      })),
    );
  });
  const paint = () => {
    all.forEach((one, face) => {
      one.paint();
      follow[face]();
    });
  };
  const title = described.label ? make('p', { class: 'hm-above' }, described.label) : null;
  const key = described.hands.map((/** @type {string} */ name, /** @type {number} */ i) =>
    make('span', { class: `hm-hand-${i}`, 'data-hue': described.hues[i] }, name),
  );
  const drawings = all.map(({ drawing }) => drawing);
  const side = make('div', { class: 'hm-faces', style: `--hm-n:${faces}` }, ...drawings);
  const element = framed(described, title, side, make('p', { class: 'hm-key' }, ...key));
  return { element, paint, ids: [id, ...others].filter((one) => one !== null) };
}

/** The angle of a pointer round the middle, to the right from the top; more than a turn counts on. */
function angleAt(/** @type {Element} */ drawing, /** @type {PointerEvent} */ event, /** @type {number} */ last) {
  const box = drawing.getBoundingClientRect();
  const x = event.clientX - box.left - box.width / 2;
  const y = event.clientY - box.top - (box.height * 70) / 152;
  const angle = Math.atan2(x, -y);
  return angle + 2 * Math.PI * Math.round((last - angle) / (2 * Math.PI));
}

/** @param {ArrayLike<number>} values @param {number} i @returns {Place} */
function pair(values, i) {
  return [values[2 * i], values[2 * i + 1]];
}

/** The points of one face. @param {any} figure @param {number} id @param {number} face @returns {Place[]} */
function rowOf(figure, id, face) {
  const count = figure.graph.shape(id)[1];
  const values = figure.graph.value(id);
  return Array.from({ length: count }, (_, i) => pair(values, face * count + i));
}

/** @param {Dials} described @param {Place[]} tips @param {number} face @param {Place[]} way @param {Place[]} sector @returns {Tree} */
function faceOf(described, tips, face, way, sector) {
  const scale = RADIUS / described.reach;
  const said = tips.map(([x, y], h) => `${described.hands[h]} at ${shown(x)}, ${shown(y)}`);
  const [along, arc] = [joined(way, scale), joined(sector, scale / 2)];
  /** @type {Tree[]} */
  const grips = tips.map(([x, y], h) => {
    const about = { class: `hm-grip hm-hand-${h}`, 'data-hue': described.hues[h] };
    return ['circle', { ...about, cx: near(scale * x), cy: near(-scale * y), r: 13 }];
  });
  const label = `${described.faces[face]}: ${said.join('; ')}`;
  return [
    'svg',
    { viewBox: '-76 -70 152 152', class: 'hm-drawn hm-dial', 'aria-label': label },
    ['circle', { class: 'hm-rim', r: RADIUS }],
    ['path', { class: 'hm-cross', d: `M-${RADIUS} 0H${RADIUS}M0-${RADIUS}V${RADIUS}` }],
    ['path', { class: 'hm-way', d: along && `M${along}` }],
    ['path', { class: 'hm-sector', d: arc && `M0 0L${arc}Z` }],
    ...tips.map((tip, h) => handOf(described, h, tip, scale)),
    ['text', { class: 'hm-tick', y: 79, 'text-anchor': 'middle' }, described.faces[face]],
    ['g', {}, ...(described.input ? grips : [])],
  ];
}

/** @param {Place[]} points @param {number} scale */
function joined(points, scale) {
  return points.map(([x, y]) => `${near(scale * x)} ${near(-scale * y)}`).join('L');
}

/** @param {Dials} described @param {number} h @param {Place} tip @param {number} scale @returns {Tree} */
function handOf({ rim, reach, hues }, h, tip, scale) {
  const [x, y] = [near(scale * tip[0]), near(-scale * tip[1])];
  const misses = rim && !(Math.abs(Math.hypot(...tip) - reach) <= ON_RIM);
  return [
    'g',
    { class: `hm-hand hm-hand-${h}${misses ? ' hm-none' : ''}`, 'data-hue': hues[h] },
    ['path', { class: 'hm-leg', d: `M0 ${y}H${x}` }],
    ['path', { class: 'hm-leg', d: `M${x} 0V${y}` }],
    ['path', { class: 'hm-shaft', d: misses ? '' : `M0 0L${x} ${y}` }],
    ['circle', { class: 'hm-tip', cx: x, cy: y, r: h ? 4 : 8 }],
  ];
}
