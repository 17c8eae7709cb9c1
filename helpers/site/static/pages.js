// @ts-check
/** The book's entry: what its pages load. The engine's figures, the book's switch and its questions. */

import { whenParsed } from '../../live/static/dom.js';
import { keepEdits } from '../../live/static/keep.js';
import { bringAlive, followLinks } from '../../live/static/main.js';
import { startEdition } from './edition.js';
import { startQuestions } from './questions.js';

/** Make a page of the book live. May run again: what is live stays as it is. */
function startPage() {
  const figures = bringAlive();
  startEdition(figures);
  keepEdits(figures); // after the switch: changes are made to its numbers
  followLinks(figures); // after both: a link knows better
  startQuestions(figures);
}

whenParsed(startPage);
