/**
 * The book-wide switch “as published / corrected”: it sets inputs that carry both versions, and
 * swaps tied numbers in prose. The choice is remembered where the browser allows.
 */

import { make } from './dom.js';

const KEY = 'hola-mundo-edition';

/** @returns {boolean} whether this reader stands on the corrected numbers */
function isRemembered() {
  try {
    return localStorage.getItem(KEY) === 'corrected';
  } catch {
    return false;
  }
}

function remember(isCorrected) {
  try {
    if (isCorrected) localStorage.setItem(KEY, 'corrected');
    else localStorage.removeItem(KEY);
  } catch {
    // refused: the choice holds for this page
  }
}

/**
 * Put the switch at the top of the page, if anything on it has two versions or the reader stands
 * on the corrected one.
 *
 * @param {object[]} figures of this page
 */
export function startEdition(figures) {
  const prose = [...document.querySelectorAll('.hm-tied[data-corrected]')];
  const concerned = figures.some((figure) => figure.spec.inputs.some((part) => part.corrected));
  const isCorrected = isRemembered();
  const old = document.querySelector('.hm-edition');
  if (old || (!concerned && !prose.length && !isCorrected)) return;
  const notice = make('p', { class: 'hm-edition-note', role: 'status' });
  const turn = (corrected) => {
    remember(corrected);
    for (const figure of figures) figure.setEdition(corrected);
    for (const number of prose) tie(number, corrected);
    notice.textContent = corrected
      ? 'You read the corrected positional encoding: numbers here differ from the source’s.'
      : '';
  };
  const option = (words, corrected) =>
    make(
      'label',
      { class: 'hm-option' },
      make('input', {
        type: 'radio',
        name: 'hm-edition',
        checked: corrected === isCorrected,
        onchange: () => turn(corrected),
      }),
      words,
    );
  const box = make(
    'div',
    { class: 'hm-edition' },
    make(
      'fieldset',
      { class: 'hm-choice' },
      make('legend', {}, 'Numbers of the positional encoding'),
      option('as published', false),
      option('corrected', true),
    ),
    notice,
  );
  const heading = document.querySelector('article h1') ?? document.querySelector('h1');
  if (heading) heading.after(box);
  else document.body.prepend(box);
  if (isCorrected) turn(true);
}

/** Show the corrected value of a number in prose, with the published one at hand. */
function tie(element, corrected) {
  element.dataset.published ??= element.textContent;
  const { published } = element.dataset;
  if (!corrected) {
    element.textContent = published;
    element.removeAttribute('title');
    return;
  }
  element.title = `as published: ${published}`;
  element.replaceChildren(
    element.dataset.corrected,
    make('span', { class: 'hm-hidden' }, ` (published: ${published})`),
  );
}
