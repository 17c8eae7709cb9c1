/**
 * A value as one bracketed table for each head; the cells are made by whoever asks.
 *
 * To the style each table is a grid whose columns are as wide as the figure says, so that no number
 * can move another. It stays a table to those who hear it: the roles say so, because `display`
 * takes away those of the elements.
 */

import { blocksOf } from './cells.js';
import { languageOf, make, symbolOf } from './dom.js';
import { setting } from './setting.js';

const TALL = 6; // rows; taller matrices stand closer
export const FILLER = '–'; // the label of a row or column that is not shown

/**
 * Build the tables of a value.
 *
 * @param {object} figure
 * @param {object} described a view or an input
 * @param {number[]} shape
 * @param {(index: number, name: string) => HTMLElement} cellFor makes the content of a `td`, or
 *   the `td` itself
 * @param {Record<string, string>} [attributes] of each table
 * @returns {HTMLElement[]} one box for each table
 */
export function tablesOf(figure, described, shape, cellFor, attributes = {}) {
  const twoAxes = shape.length > 1;
  return blocksOf(shape, described.head).map(({ head, first, rows, columns }) => {
    const beside = figure.labels(described.rows, rows);
    const above = figure.labels(described.columns, columns);
    const who = head === null ? described.name : `${described.name} ${setting.layer} ${head}`;
    const body = make('tbody', { role: 'rowgroup' });
    const role = attributes.role === 'grid' ? 'gridcell' : 'cell';
    for (const row of shownOf(beside, rows)) {
      const line = rowOf(beside ? header(beside[row], 'row', described.lang) : null);
      for (const column of shownOf(above, columns)) {
        const at = [who, twoAxes ? `row ${row + 1}` : '', beside ? beside[row] : ''];
        at.push(`${twoAxes ? 'column' : 'entry'} ${column + 1}`, above ? above[column] : '');
        const name = at.filter(Boolean).join(' ');
        const made = cellFor(first + row * columns + column, name);
        const box = made.tagName === 'TD' ? made : make('td', {}, made);
        box.setAttribute('role', role);
        line.append(box);
      }
      body.append(line);
    }
    const top = above
      ? make(
          'thead',
          { role: 'rowgroup' },
          rowOf(
            beside ? make('td', { role }) : null,
            ...shownOf(above, columns).map((i) => header(above[i], 'col', described.lang)),
          ),
        )
      : null;
    const size = [shownOf(beside, rows).length, shownOf(above, columns).length];
    const caption = make('caption', {}, ...titleOf(described, head, ...size));
    const kind = { class: rows > TALL ? 'hm-matrix hm-tall' : 'hm-matrix', role: 'table', ...attributes };
    const table = make('table', kind, caption, top, body);
    const tracks = `${beside ? 'auto ' : ''}repeat(${size[1]}, var(--hm-cell)) auto`; // the last one for what stands above
    const lines = `auto ${above ? '1.6em ' : ''}repeat(${size[0]}, var(--hm-line))`;
    const heads = (above ?? []).map((word) => word.length);
    table.style.setProperty('--hm-heads', Math.max(0, ...heads));
    table.style.gridTemplate = `${lines} / ${tracks}`;
    body.style.setProperty('--hm-bracket', `${above ? 3 : 2} / ${beside ? 2 : 1} / -1 / -2`);
    return make('div', { class: 'hm-box', 'data-name': `${who}, scrolls` }, table);
  });
}

/** The places of all rows or columns but filler. @returns {number[]} */
function shownOf(labels, count) {
  return [...Array(count).keys()].filter((i) => labels?.[i] !== FILLER);
}

function header(word, scope, lang) {
  const role = scope === 'row' ? 'rowheader' : 'columnheader';
  return make('th', { scope, role, lang: languageOf(lang, word) }, word);
}

function rowOf(...cells) {
  return make('tr', { role: 'row' }, ...cells);
}

/** What stands above a matrix: symbol, word, size. */
function titleOf(described, head, rows, columns) {
  const symbol = head === null ? described.symbol : described.heads[head - 1];
  return [
    titled(symbol, described),
    described.label ? make('span', { class: 'hm-word' }, ` ${described.label}`) : null,
    make('span', { class: 'hm-shape' }, ` ${rows} × ${columns}`),
  ];
}

/** A symbol that says what it means where a pointer rests on it. */
function titled(symbol, { meaning }) {
  const element = symbolOf(symbol);
  if (meaning) element.title = meaning;
  return element;
}

/**
 * Put a view or an input in its box.
 *
 * @param {object} described
 * @param {...(Node | null)} children
 * @returns {HTMLElement}
 */
export function framed(described, ...children) {
  const note = described.caption ? make('p', { class: 'hm-note' }, described.caption) : null;
  const { kind, hue, name } = described;
  const attributes = { class: `hm-view hm-view-${kind}`, 'data-hue': hue, 'data-shows': name };
  return make('div', attributes, ...children, note);
}
