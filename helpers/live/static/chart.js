/** The frame of a drawing of curves: axis, marks at the ends, a key. */

import { draw, languageOf, make, setIf, symbolOf } from './dom.js';
import { shown } from './numbers.js';

const WIDTH = 360;
const HEIGHT = 150;
const LEFT = 44; // at least: the longer a mark beside the axis, the more it gets
const LETTER = 6.8; // room for a letter of a mark
const BESIDE = 6;
const BOTTOM = 20;
const TOP = 8;

/**
 * @param {object} described
 * @param {number} count of curves
 * @param {string[] | null | undefined} names of the curves
 * @returns {{drawing: SVGElement, title: HTMLElement, key: HTMLElement | null,
 *   fit: (x: [number, number], y: [number, number]) => {across: Function, up: Function},
 *   curve: (i: number, points: string[]) => void, mark: (x: number) => void, upright: SVGElement}}
 */
export function chartFor(described, count, names) {
  const tick = (attributes, words = '') =>
    draw('text', { class: 'hm-tick', ...attributes }, words);
  const zero = draw('line', { class: 'hm-axis', x2: WIDTH - 8 });
  const upright = draw('line', { class: 'hm-axis hm-here', y1: TOP, y2: HEIGHT - BOTTOM, hidden: true });
  const low = tick({ y: HEIGHT - BOTTOM, 'text-anchor': 'end' });
  const high = tick({ y: TOP + 8, 'text-anchor': 'end' });
  const first = tick({ y: HEIGHT - 5 });
  const last = tick({ x: WIDTH - 8, y: HEIGHT - 5, 'text-anchor': 'end' });
  const curves = Array.from({ length: count }, (_, i) =>
    draw('polyline', { class: `hm-curve hm-curve-${i % 6}` }),
  );
  const marks = [zero, upright, low, high, first, last];
  const drawing = draw(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'hm-line', role: 'img' },
    ...marks,
    ...curves,
  );
  const fit = ([xLow, xHigh], [yLow, yHigh]) => {
    [xLow, xHigh, yLow, yHigh].forEach((x, i) => {
      [first, last, low, high][i].textContent = shown(x);
    });
    const longest = Math.max(...[low, high].map((mark) => mark.textContent.length));
    const left = Math.max(LEFT, LETTER * longest + BESIDE);
    for (const mark of [low, high]) setIf(mark, 'x', String(left - BESIDE));
    setIf(first, 'x', String(left));
    setIf(zero, 'x1', String(left));
    const across = (x) => left + ((WIDTH - left - 8) * (x - xLow)) / (xHigh - xLow || 1);
    const up = (y) =>
      HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - TOP) * (y - yLow)) / (yHigh - yLow || 1);
    const base = up(Math.min(yHigh, Math.max(yLow, 0))).toFixed(1);
    setIf(zero, 'y1', base);
    setIf(zero, 'y2', base);
    return { across, up };
  };
  const symbol = described.head ? described.heads[described.head - 1] : described.symbol;
  const label = described.label ? ` ${described.label}` : '';
  const title = make('p', { class: 'hm-above' }, symbolOf(symbol), label);
  const word = (text, i) =>
    make('span', { lang: languageOf(described.lang, text) }, sample(i), text);
  const key = names ? make('p', { class: 'hm-key' }, ...names.map(word)) : null;
  const mark = (x) => {
    upright.removeAttribute('hidden');
    for (const end of ['x1', 'x2']) setIf(upright, end, x.toFixed(1));
  };
  const curve = (i, points) => setIf(curves[i], 'points', points.join(' '));
  return { drawing, title, key, fit, curve, mark, upright };
}

/** A piece of a curve, drawn as the curve is, for the key. */
function sample(i) {
  const line = draw('line', { class: `hm-curve hm-curve-${i % 6}`, x1: 0, x2: 30, y1: 5, y2: 5 });
  return draw('svg', { viewBox: '0 0 30 10', class: 'hm-sample', 'aria-hidden': 'true' }, line);
}

/** A point of a curve, as drawings write it. */
export function pointOf(x, y) {
  return `${x.toFixed(1)},${y.toFixed(1)}`;
}
