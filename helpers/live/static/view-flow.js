// @ts-check
/**
 * From the words that are looked at to the words that come out: flows.py once more.
 */

import { draw, languageOf, make, setIf } from './dom.js';
import { near } from './drawing.js';
import { shown } from './numbers.js';
import { framed } from './table.js';
import { wordsFor } from './view-words.js';

const FULL = 0.73;
const ROOM = 0.9;
const FLOW =
  'display:grid;grid-template:100%/auto 1fr minmax(7em,auto);gap:.5em;height:clamp(7.6em,5.1em + 10vw,12.5em)';
const SIDE = 'display:grid;grid-auto-rows:1fr;align-items:center;font-size:1.2em';
const FOUR = ';grid-template-rows:repeat(4,1fr)';
const LINE =
  'justify-content:space-between;gap:.5em;align-items:baseline;background:linear-gradient(var(--hm-hue),var(--hm-hue)) 0 100%/var(--hm-sure) 3px no-repeat;--hm-sure:';
const SURE = 'font-size:.75em;color:var(--hm-muted)';

/** @type {import('./views.js').Maker} */
export function flowView(figure, described, id) {
  const shape = figure.graph.shape(id);
  const [heads, rows, columns] = shape;
  const [says, p] = [described.says, described.p].map(({ node }) => node[figure.number]);
  const words = () => wordsFor(described, figure.graph.value(says));
  const paths = Array.from({ length: heads * rows * columns }, (_, index) => {
    const [head, i, j] = [Math.floor(index / rows / columns), Math.floor(index / columns) % rows, index % columns];
    const element = draw('path', { class: `hm-head-${head + 1}` });
    const name = () => `${described.name} ${figure.layer} ${head + 1} ${words()[i]} to ${described.columns[j]}`;
    figure.show(described, { id, index, element, write: () => {}, name });
    return element;
  });
  const about = { class: 'hm-ways', viewBox: '0 0 100 100', preserveAspectRatio: 'none', role: 'img' };
  const drawing = draw('svg', about, ...paths);
  const lines = Array.from({ length: rows }, (_, index) => lineOf(figure, described, { says, p, index }));
  const asked = described.columns.map((/** @type {string} */ word) => make('b', {}, word));
  const element = make(
    'div',
    { class: 'hm-flow', style: FLOW },
    make('div', { class: 'hm-ins', style: SIDE }, ...asked),
    drawing,
    make('div', { class: 'hm-outs', style: SIDE + FOUR }, ...lines),
  );
  const paint = () => {
    const A = figure.graph.value(id);
    const sure = figure.graph.value(p);
    ways(A, shape).forEach((d, i) => {
      setIf(paths[i], 'd', d);
    });
    setIf(drawing, 'aria-label', spoken(described, A, words(), shape));
    const said = words();
    lines.forEach((line, i) => {
      setIf(line, 'style', `display:${said[i] ? 'flex' : 'none'};${LINE}${near(100 * sure[i])}%`);
    });
  };
  const view = framed(described, element);
  view.querySelector('.hm-note')?.setAttribute('style', 'max-width:none'); // one line where there is room
  return { element: view, paint, ids: [id, says, p] };
}

/** A word that comes out, and how sure it is. @param {any} figure @param {any} described @param {{says: number, p: number, index: number}} place */
function lineOf(figure, described, { says, p, index }) {
  const word = make('b', { class: 'hm-piece', tabindex: -1, role: 'button' });
  const number = make('span', { class: 'hm-sure', style: SURE, tabindex: -1, role: 'button' });
  const line = make('div', {}, word, number);
  const write = (/** @type {string} */ _shown, /** @type {number} */ value) => {
    const [text] = wordsFor(described, [value]);
    word.textContent = text;
    line.hidden = !text;
    word.lang = languageOf(described.lang, text) ?? '';
    if (!word.lang) word.removeAttribute('lang');
  };
  figure.show(described, { id: says, index, element: word, write, name: () => `${described.says.name} ${index + 1}` });
  const tell = (/** @type {string} */ text) => {
    number.textContent = text;
  };
  const name = () => `${described.p.name} ${word.textContent}`;
  const about = { ...described, name: described.p.name };
  figure.show(about, { id: p, index, element: number, write: tell, name });
  return line;
}

/** @param {any} described @param {Float64Array} A @param {string[]} said @param {number[]} shape */
function spoken({ name, columns }, A, said, [heads, rows, wide]) {
  const of = (/** @type {number} */ head) =>
    said.flatMap((word, i) =>
      word
        ? columns.map((/** @type {string} */ column, /** @type {number} */ j) =>
            `${word} to ${column} ${shown(A[(head * rows + i) * wide + j])}`,
          )
        : [],
    );
  return `${name} ${Array.from({ length: heads }, (_, h) => `head ${h + 1}: ${of(h).join(', ')}`).join('; ')}`;
}

/** The outline of each ribbon, in the order of the weights. @param {Float64Array} A @param {number[]} shape */
function ways(A, [heads, rows, columns]) {
  const share = Array.from(A, (weight) => Math.min(1, Math.max(0, weight || 0)));
  const full = (100 * FULL) / rows / heads;
  const wide = (100 * ROOM) / columns / rows / heads;
  const left = Array.from({ length: columns }, (_, j) => {
    const sum = share.reduce((so, weight, at) => (at % columns === j ? so + weight : so), 0);
    return (100 * (j + 0.5)) / columns - (wide * sum) / 2;
  });
  /** @type {string[]} */
  const found = [];
  for (let i = 0; i < rows; i++) {
    let right = (100 * (i + (1 - FULL) / 2)) / rows;
    for (let j = 0; j < columns; j++) {
      for (let head = 0; head < heads; head++) {
        const at = (head * rows + i) * columns + j;
        const [y, z] = [wide * share[at], full * share[at]];
        const [top, end, low, down] = [left[j], right, left[j] + y, right + z].map(near);
        found[at] = `M0 ${top}C50 ${top} 50 ${end} 100 ${end}V${down}C50 ${down} 50 ${low} 0 ${low}Z`;
        left[j] += y;
        right += z;
      }
    }
  }
  return found;
}
