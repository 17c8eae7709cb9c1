/** Each number as a bar, with the number beside it. */

import { blocksOf, rangeOf } from './cells.js';
import { languageOf, make, symbolOf } from './dom.js';
import { FILLER, framed } from './table.js';

/**
 * @param {object} figure
 * @param {object} described
 * @param {number} id
 */
export function barsView(figure, described, id) {
  const shape = figure.graph.shape(id);
  const bars = [];
  const groups = blocksOf(shape, described.head).flatMap(({ head, first, rows, columns }) => {
    const beside = figure.labels(described.rows, rows);
    const above = figure.labels(described.columns, columns);
    return Array.from({ length: rows }, (_, row) => {
      const who = rows > 1 ? (beside?.[row] ?? `row ${row + 1}`) : null;
      const symbol = head === null ? described.symbol : described.heads[head - 1];
      const lines = Array.from({ length: columns }, (_, column) => {
        const index = first + row * columns + column;
        const word = above?.[column] ?? String(column + 1);
        if (word === FILLER) return '';
        const spoken = [described.name, head && `${figure.layer} ${head}`, who, word];
        const { line, bar } = barOf(figure, described, id, index, {
          word,
          name: spoken.filter(Boolean).join(' '),
        });
        bars.push(bar);
        return line;
      });
      const title = make(
        'caption',
        {},
        symbolOf(symbol),
        who
          ? make('span', { class: 'hm-word', lang: languageOf(described.lang, who) }, ` ${who}`)
          : null,
        described.label ? make('span', { class: 'hm-word' }, ` ${described.label}`) : null,
      );
      const body = make('tbody', { role: 'rowgroup' }, ...lines);
      return make('table', { class: 'hm-bars', role: 'table' }, title, body);
    });
  });
  const tables = make('div', { class: 'hm-tables' }, ...groups);
  let axis = 0;
  const paint = () => {
    const zero = paintBars(figure.graph.value(id), bars, described);
    if (zero !== axis) tables.style.setProperty('--hm-zero', `${zero}%`);
    axis = zero;
  };
  return { element: framed(described, tables), paint };
}

function barOf(figure, described, id, index, { word, name }) {
  const text = document.createTextNode('');
  const number = make('td', { class: 'hm-number', role: 'cell', tabindex: -1 }, text);
  const write = (shown) => {
    text.data = shown;
  };
  figure.show(described, { id, index, element: number, write, name: () => name });
  const fill = make('span', { class: 'hm-fill' });
  const line = make(
    'tr',
    { role: 'row' },
    make('th', { scope: 'row', role: 'rowheader', lang: languageOf(described.lang, word) }, word),
    make('td', { class: 'hm-bar', role: 'cell', 'aria-hidden': 'true' }, fill),
    number,
  );
  return { line, bar: { index, fill, place: '' } };
}

/** Lengths in steps of half a percent, so that a bar is touched only if it is seen to move. */
function paintBars(values, bars, { limits }) {
  const [low, high] = limits ?? rangeOf([0, ...values]);
  const width = high - low || 1;
  const share = (x) => Math.round(200 * Math.min(1, Math.max(0, (x - low) / width))) / 2;
  const zero = share(0);
  for (const bar of bars) {
    const x = values[bar.index];
    const end = Number.isFinite(x) ? share(x) : zero;
    const place = `translateX(${Math.min(zero, end)}%) scaleX(${Math.abs(end - zero) / 100})`;
    if (place === bar.place) continue;
    bar.place = place;
    bar.fill.style.transform = place; // moves without a new layout
  }
  return zero;
}
