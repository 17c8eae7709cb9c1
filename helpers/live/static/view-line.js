/** Each row of a value as a curve. */

import { blocksOf, rangeOf } from './cells.js';
import { draw, languageOf, make, setIf, symbolOf } from './dom.js';
import { shown } from './numbers.js';
import { framed } from './table.js';

const WIDTH = 360;
const HEIGHT = 150;
const LEFT = 44;
const BOTTOM = 20;
const TOP = 8;
const MOST_DOTS = 24;

/**
 * @param {object} figure
 * @param {object} described
 * @param {number} id
 */
export function lineView(figure, described, id) {
  const { head, first, rows, columns } = blocksOf(figure.graph.shape(id), described.head)[0];
  const names = figure.labels(described.rows, rows);
  const xs =
    described.x?.length === columns ? described.x : Array.from({ length: columns }, (_, i) => i);
  const [xLow, xHigh] = rangeOf(xs);
  const across = (x) => LEFT + ((WIDTH - LEFT - 8) * (x - xLow)) / (xHigh - xLow || 1);
  const curves = [];
  const dots = [];
  const drawing = draw('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'hm-line', role: 'img' });
  const zero = draw('line', { class: 'hm-axis', x1: LEFT, x2: WIDTH - 8 });
  const low = draw('text', {
    class: 'hm-tick',
    x: LEFT - 6,
    y: HEIGHT - BOTTOM,
    'text-anchor': 'end',
  });
  const high = draw('text', { class: 'hm-tick', x: LEFT - 6, y: TOP + 8, 'text-anchor': 'end' });
  const ends = [xLow, xHigh].map((x, i) =>
    draw(
      'text',
      { class: 'hm-tick', x: across(x), y: HEIGHT - 5, 'text-anchor': i ? 'end' : 'start' },
      shown(x),
    ),
  );
  drawing.append(zero, low, high, ...ends);
  for (let row = 0; row < rows; row++) {
    const curve = draw('polyline', { class: `hm-curve hm-curve-${row % 6}` });
    drawing.append(curve);
    curves.push(curve);
    for (let column = 0; column < columns && columns <= MOST_DOTS; column++) {
      const index = first + row * columns + column;
      const dot = draw('circle', {
        class: `hm-dot hm-curve-${row % 6}`,
        cx: across(xs[column]),
        r: 3.5,
      });
      const name = () =>
        `${described.name} ${names?.[row] ?? `row ${row + 1}`}, ${shown(xs[column])}`;
      figure.show(described, { id, index, element: dot, write: () => {}, name });
      dots.push({ index, dot });
      drawing.append(dot);
    }
  }
  const key = make(
    'p',
    { class: 'hm-key' },
    ...(names ?? []).map((word, row) =>
      make('span', { class: `hm-key-${row % 6}`, lang: languageOf(described.lang, word) }, word),
    ),
  );
  const paint = () => {
    const values = figure.graph.value(id).subarray(first, first + rows * columns);
    const [least, most] = described.limits ?? rangeOf(values);
    const up = (y) => {
      const share = (y - least) / (most - least || 1);
      return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * share;
    };
    curves.forEach((curve, row) => {
      const points = [];
      for (let column = 0; column < columns; column++) {
        const y = values[row * columns + column];
        if (Number.isFinite(y)) points.push(`${across(xs[column]).toFixed(1)},${up(y).toFixed(1)}`);
      }
      setIf(curve, 'points', points.join(' '));
    });
    for (const { index, dot } of dots) {
      const y = values[index - first];
      setIf(dot, 'cy', Number.isFinite(y) ? up(y).toFixed(1) : String(-9));
    }
    const base = up(Math.min(most, Math.max(least, 0))).toFixed(1);
    setIf(zero, 'y1', base);
    setIf(zero, 'y2', base);
    low.textContent = shown(least);
    high.textContent = shown(most);
    const about = `${described.name}: ${rows} curves of ${columns} points, from ${shown(least)} to`;
    setIf(drawing, 'aria-label', `${about} ${shown(most)}`);
  };
  const symbol = head === null ? described.symbol : described.heads[head - 1];
  const label = described.label ? ` ${described.label}` : '';
  const title = make('p', { class: 'hm-above' }, symbolOf(symbol), label);
  return { element: framed(described, title, drawing, names ? key : null), paint };
}
