/** Recorded texts, page by page: what was done to strings before the page was made. */

import { languageOf, make } from './dom.js';
import { framed } from './table.js';

const MOST_KEPT = 28; // characters of room

/**
 * @param {object} figure
 * @param {object} described its `pages` are lists of lines; a line is a text or a list of pieces
 * @param {number} id the node that says which page
 */
export function recordedView(figure, described, id) {
  const { pages, marks, lang } = described;
  const body = make('div', { class: 'hm-recorded', lang: languageOf(lang) });
  const lengths = pages.flat().map((line) => [line].flat().join('  ').length);
  body.style.minWidth = `${Math.min(MOST_KEPT, Math.max(...lengths) + 4)}ch`; // a longer text moves nothing
  let open = -1;
  const paint = () => {
    const number = Math.floor(figure.graph.value(id)[0]);
    const at = Math.min(pages.length - 1, Math.max(0, number));
    if (at === open) return;
    open = at;
    body.replaceChildren(...pages[at].map((line) => lineOf(line, marks?.[at], lang)));
  };
  return { element: framed(described, body), paint };
}

function lineOf(line, marked, lang) {
  if (typeof line === 'string') return make('p', { lang: languageOf(lang, line) }, line);
  const pieces = line.flatMap((piece) => [
    make(
      piece === marked ? 'b' : 'span',
      { class: 'hm-piece', lang: languageOf(lang, piece) },
      piece,
    ),
    ' ',
  ]);
  return make('p', { class: 'hm-pieces' }, ...pieces);
}
