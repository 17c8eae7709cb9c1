// @ts-check
/** The book's entry: what its pages load. The engine's figures, the book's switch and its questions. */

import { button, copyText, make, saveFile, whenParsed } from '../../live/static/dom.js';
import { decodeNumbers, placeOf, planFor, sizeOf } from '../../live/static/graph.js';
import { keepEdits } from '../../live/static/keep.js';
import { bringAlive, followLinks } from '../../live/static/main.js';
import { shown } from '../../live/static/numbers.js';
import { startEdition } from './edition.js';
import { addMark } from './progress.js';
import { startQuestions } from './questions.js';

/** Make a page of the book live. May run again: what is live stays as it is. */
function startPage() {
  const figures = bringAlive();
  startEdition(figures);
  keepEdits(figures); // after the switch: changes are made to its numbers
  followLinks(figures); // after both: a link knows better
  startQuestions(figures);
  kit.figures = [...kit.figures, ...figures];
}

// lent to the script that reads code, which few pages load: see kit.js
const graph = { decodeNumbers, placeOf, planFor, sizeOf };
/** @type {object[]} */
const figures = [];
const kit = { ...graph, addMark, button, copyText, figures, make, saveFile, shown };
Object.assign(globalThis, { holaKit: kit });

whenParsed(startPage);
