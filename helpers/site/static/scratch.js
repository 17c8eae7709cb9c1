// @ts-check
/**
 * An empty place at the end of a chapter: Python with all named values of its figures, as the reader
 * has them now. Type `(Q @ K.T).max()` and see it.
 *
 * @typedef {import('../../live/static/graph.js').Graph} Graph
 * @typedef {import('./judge.js').Packed} Packed
 */

import { kit } from './kit.js';
import { keepCode, keptCode } from './kept-code.js';
import { loadEditor, runWith } from './load-editor.js';
import { HOW, keepToField, plainField } from './plain-field.js';

const MOST = 60; // rows that are shown
const MOST_NAMES = 8; // the others are in a fold

/** The named values of all figures of the page; of two with one name, that of the figure with more names. @returns {Map<string, Packed>} */
export function namedValues() {
  /** @type {Map<string, Packed>} */
  const found = new Map();
  /** @param {{graph: Graph}} figure */
  const count = ({ graph }) => new Set(graph.nodes.map(({ name }) => name)).size;
  for (const { graph } of [...(kit.figures ?? [])].sort((a, b) => count(b) - count(a))) {
    graph.run(); // an edit may not be painted yet
    const named = [...Object.entries(graph.inputs), ...Object.entries(graph.outputs)];
    for (const { name, id } of graph.nodes) if (name) named.push([name, id]);
    for (const [name, id] of named) {
      const { shape, boolean } = graph.node(id);
      if (!/^[A-Za-z_]\w*$/.test(name) || found.has(name)) continue;
      found.set(name, [boolean ? 'b' : 'f', shape, [...graph.value(id)]]);
    }
  }
  return found;
}

/** A value as text: numbers in columns, a blank line between matrices. @param {any} value @returns {string} */
export function textOf(value) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (value.items) {
    const parts = value.items.map(textOf);
    return parts.some((/** @type {string} */ part) => part.includes('\n')) ? parts.join('\n\n') : `(${parts.join(', ')})`;
  }
  if (!value.shape) return 'a function';
  const texts = [...value.data].map((x) => (value.kind === 'b' ? (x ? 'True' : 'False') : kit.shown(x)));
  if (!value.shape.length) return texts[0];
  const width = Math.max(...texts.map((text) => text.length), 1);
  const columns = value.shape.at(-1);
  const rows = columns ? Array.from({ length: texts.length / columns }, (_, i) => texts.slice(i * columns, (i + 1) * columns)) : [];
  const height = value.shape.at(-2) ?? 1;
  const lines = rows.map((row, i) => {
    const gap = i && i % height === 0 && value.shape.length > 2 ? '\n' : '';
    return gap + row.map((text) => text.padStart(width)).join('  ');
  });
  const more = lines.length > MOST ? `\n… and ${lines.length - MOST} rows more` : '';
  return `${lines.slice(0, MOST).join('\n')}${more}\n\nshape ${value.shape.join(' × ')}`;
}

/** Put the empty place before the end of the chapter. */
export function scratch() {
  const names = [...namedValues().keys()];
  const matrices = names.filter((name) => name < 'a'); // they have capitals
  const end = document.getElementById('what-you-have-now');
  if (!matrices.length || !end) return;
  const { button, make } = kit;
  const key = `scratch ${location.pathname.split('/').pop()}`;
  const area = make('textarea', { rows: 3, spellcheck: 'false', autocapitalize: 'off', translate: 'no', 'aria-label': 'Scratch: lines of Python', 'aria-describedby': 'scratch-how' });
  area.value = keptCode()[key]?.text ?? '';
  let field = plainField(area);
  const says = make('pre', { class: 'hm-scratch-says', role: 'status', translate: 'no' });
  /** @param {Error} error */
  const tell = ({ message }) => {
    says.textContent = message;
  };
  const touch = async () => {
    const editor = await loadEditor();
    if (area.isConnected) field = editor.edit(area, () => keepCode(key, { text: field.text }));
  };
  const run = async () => {
    await touch();
    says.textContent = await runWith((editor) => {
      const given = [...namedValues()].map(([name, packed]) => [name, editor.unpack(packed)]);
      const { text } = field;
      const found = textOf(editor.tried(Object.fromEntries(given), text));
      return found || (text.trim() ? 'Nothing to show: let the last line be a value.' : 'Type something first, for example a name.');
    });
  };
  const example = names.includes('Q') && names.includes('K') ? '(Q @ K.swapaxes(-1, -2)).max()' : `${matrices[0]}.shape`;
  end.before(
    make(
      'section',
      { class: 'hm-scratch', 'aria-label': 'Scratch' },
      make('p', {}, make('strong', {}, 'Scratch. '), 'A line of Python with the numbers of the figures on this page, as they are now: ', make('code', {}, matrices.slice(0, MOST_NAMES).join(', ')), '. Try ', make('code', {}, example), '.'),
      make('details', { class: 'hm-fold' }, make('summary', {}, `All ${names.length} names`), make('p', {}, make('code', {}, names.sort().join(', ')))),
      make(
        'div',
        {
          class: 'hm-code',
          style: '--hm-lines: 3',
          onfocusin: () => touch().catch(tell),
          onkeydown: keepToField,
        },
        make('div', { class: 'hm-code-body' }, area),
        make('p', { class: 'hm-code-note', id: 'scratch-how' }, HOW),
      ),
      button('Run', () => run().catch(tell), { class: 'hm-button hm-check' }),
      says,
    ),
  );
}
