// @ts-check
/**
 * Weights as widths between words: ribbon.py once more.
 *
 * @typedef {import('./drawing.js').Tree} Tree
 */

import { make } from './dom.js';
import { living, near, words } from './drawing.js';
import { shown } from './numbers.js';
import { framed } from './table.js';

const WIDTH = 340;
const SIDE = 82;
const WHOLE = 46;
const GAP = 12;
const TOP = 8;
const LEGIBLE = 13;
const NONE = -1; // the place of a word that is none of these: then all ribbons are pale

/** @type {import('./views.js').Maker} */
export function ribbonsView(figure, described, id) {
  const [rows, columns] = figure.graph.shape(id);
  const numbered = (/** @type {number} */ count) => Array.from({ length: count }, (_, i) => String(i + 1));
  const asking = figure.labels(described.rows, rows) ?? numbered(rows);
  const answering = figure.labels(described.columns, columns) ?? numbered(columns);
  const at = typeof described.first === 'string' ? asking.indexOf(described.first) : (described.first ?? -1);
  const start = at < 0 ? null : at; // a word that is not there lets none stand out
  let first = start;
  const { drawing, paint } = living(() =>
    drawn(described.name, figure.graph.value(id), asking, answering, figure.isOff(described.on) ? NONE : first),
  );
  drawing.setAttribute('role', 'img');
  const groups = [...drawing.querySelectorAll('.hm-asks')];
  groups.forEach((group, i) => {
    [...group.children].forEach((element, j) => {
      const name = () => `${described.name} ${asking[i]} to ${answering[j]}`;
      figure.show(described, { id, index: i * columns + j, element, write: () => {}, name });
    });
  });
  const names = [...(drawing.lastElementChild?.children ?? [])];
  [...groups, ...names.slice(0, rows)].forEach((element, at) => {
    element.addEventListener('pointerenter', () => {
      first = at % rows;
      paint();
    });
  });
  drawing.addEventListener('pointerleave', () => {
    first = start;
    paint();
  });
  const title = described.label ? make('p', { class: 'hm-above' }, described.label) : null;
  return { element: framed(described, title, drawing), paint, ids: [id, described.on?.node[figure.number]] };
}

/** @param {string} name @param {Float64Array} A @param {string[]} asking @param {string[]} answering @param {number | null} first @returns {Tree} */
function drawn(name, A, asking, answering, first) {
  const columns = answering.length;
  const share = Array.from(A, (weight) => Math.min(1, Math.max(0, weight || 0)));
  const left = asking.map((_, i) => TOP + i * (WHOLE + GAP));
  const asked = answering.map((_, j) => asking.reduce((sum, _, i) => sum + share[i * columns + j], 0));
  /** @type {number[]} */
  const right = [];
  let total = 0;
  asked.forEach((wide, j) => {
    right.push(TOP + j * GAP + WHOLE * total);
    total += wide;
  });
  const height = TOP + Math.max(asking.length * (WHOLE + GAP), columns * GAP + WHOLE * total);
  const spoken = asking.flatMap((one, i) =>
    answering.map((other, j) => `${one} to ${other} ${shown(A[i * columns + j])}`),
  );
  const filled = [...right];
  const groups = asking.map((_, i) => {
    let before = 0;
    const ways = answering.map((_, j) => {
      const at = share[i * columns + j];
      before += at;
      const ribbon = ribbonOf(left[i] + WHOLE * (before - at), filled[j], WHOLE * at, A[i * columns + j]);
      filled[j] += WHOLE * at;
      return ribbon;
    });
    return ['g', { class: first === null || first === i ? 'hm-asks' : 'hm-asks hm-quiet' }, ...ways];
  });
  const names = [
    ...asking.map((word, i) => words('hm-name', SIDE - 8, left[i] + WHOLE / 2 + 5, 'end', word)),
    ...answering.map((word, j) =>
      words('hm-name', WIDTH - SIDE + 8, right[j] + (WHOLE * asked[j]) / 2 + 5, 'start', word),
    ),
  ];
  const about = { viewBox: `0 0 ${WIDTH} ${near(height)}`, class: 'hm-drawn hm-ribbons' };
  return ['svg', { ...about, 'aria-label': `${name}: ${spoken.join('; ')}` }, ...groups, ['g', {}, ...names]];
}

/** @param {number} top @param {number} end @param {number} wide @param {number} weight @returns {Tree} */
function ribbonOf(top, end, wide, weight) {
  const [half, far] = [near(WIDTH / 2), WIDTH - SIDE];
  const there = `M${SIDE} ${near(top)}C${half} ${near(top)} ${half} ${near(end)} ${far} ${near(end)}`;
  const [low, down] = [near(top + wide), near(end + wide)];
  const back = `V${down}C${half} ${down} ${half} ${low} ${SIDE} ${low}Z`;
  const number = wide >= LEGIBLE ? shown(weight) : '';
  return ['g', {}, ['path', { d: there + back }], words('hm-tick', SIDE + 6, top + wide / 2 + 4, 'start', number)];
}
