/** Who looks at whom: a line from each asking token to each answering one, as wide as its weight. */

import { blocksOf, heatClass } from './cells.js';
import { draw, languageOf, make, setIf, symbolOf } from './dom.js';
import { shown } from './numbers.js';
import { framed } from './table.js';

const STEP = 34;
const GAP = 130;
const WORD = 92;

/**
 * @param {object} figure
 * @param {object} described
 * @param {number} id
 */
export function linksView(figure, described, id) {
  const { head, first, rows, columns } = blocksOf(figure.graph.shape(id), described.head)[0];
  const asking = figure.labels(described.rows, rows) ?? numbered(rows);
  const answering = figure.labels(described.columns, columns) ?? numbered(columns);
  const most = Math.max(rows, columns);
  const height = STEP * most;
  const width = 2 * WORD + GAP;
  const at = (i, count) => STEP * (i + 0.5) + (STEP * (most - count)) / 2;
  const drawing = draw('svg', {
    viewBox: `0 0 ${width} ${height}`,
    class: 'hm-links',
    role: 'img',
  });
  drawing.style.maxWidth = `${width * 1.3}px`;
  const lines = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const [y, z] = [at(i, rows), at(j, columns)];
      const bend = `M${WORD} ${y}C${WORD + GAP / 2} ${y} ${WORD + GAP / 2} ${z} ${WORD + GAP} ${z}`;
      const element = draw('path', { d: bend, 'data-from': i, 'data-to': j });
      const name = () => `${described.name} ${asking[i]} to ${answering[j]}`;
      const index = first + i * columns + j;
      figure.show(described, { id, index, element, write: () => {}, name });
      lines.push({ element, index, heat: -1, from: i, to: j });
      drawing.append(element);
    }
  }
  const emphasise = (side, number) => {
    drawing.classList.toggle('hm-picked', number !== null);
    for (const line of lines) line.element.classList.toggle('hm-pick', line[side] === number);
  };
  const word = (text, side, i, x, y, anchor) =>
    draw(
      'text',
      {
        x,
        y,
        'text-anchor': anchor,
        'dominant-baseline': 'central',
        lang: languageOf(described.lang, text),
        onpointerenter: () => emphasise(side, i),
        onpointerleave: () => emphasise(side, null),
      },
      text,
    );
  asking.forEach((text, i) => drawing.append(word(text, 'from', i, WORD - 8, at(i, rows), 'end')));
  answering.forEach((text, j) =>
    drawing.append(word(text, 'to', j, WORD + GAP + 8, at(j, columns), 'start')),
  );
  const paint = () => {
    const values = figure.graph.value(id);
    const said = [];
    for (const line of lines) {
      const heat = heatClass(values[line.index], [0, 1]);
      said.push(`${asking[line.from]} to ${answering[line.to]} ${shown(values[line.index])}`);
      if (heat === line.heat) continue;
      line.element.classList.remove(`hm-l${line.heat}`);
      line.element.classList.add(`hm-l${heat}`);
      line.heat = heat;
    }
    setIf(drawing, 'aria-label', `${described.name}: ${said.join('; ')}`);
  };
  const symbol = head === null ? described.symbol : described.heads[head - 1];
  const label = described.label ? ` ${described.label}` : '';
  const title = make('p', { class: 'hm-above' }, symbolOf(symbol), label);
  return { element: framed(described, title, drawing), paint };
}

function numbered(count) {
  return Array.from({ length: count }, (_, i) => String(i + 1));
}
