/**
 * The book-wide switch “as published / corrected”: it sets inputs that carry both versions, and
 * swaps tied numbers in prose. The choice is remembered where the browser allows.
 */

import { make } from '../../live/static/dom.js';

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
 * Make the switch at the top of the page work. It stands there from the start; where nothing has two
 * versions it is hidden, except to readers who stand on the corrected numbers.
 *
 * @param {object[]} figures of this page
 */
export function startEdition(figures) {
  const box = document.querySelector('.hm-edition:not([data-live])');
  if (!box) return;
  box.dataset.live = '';
  const prose = [...document.querySelectorAll('.hm-tied[data-corrected]')];
  const notice = box.querySelector('.hm-edition-note');
  let now = false; // whether the page shows the corrected numbers
  const turn = (corrected) => {
    now = corrected;
    remember(corrected);
    for (const figure of figures) figure.setVariant(corrected ? 'corrected' : null);
    for (const number of prose) tie(number, corrected);
    notice.textContent = corrected
      ? 'You read the corrected positional encoding: numbers here differ from the source’s.'
      : '';
  };
  for (const option of box.querySelectorAll('input')) {
    option.addEventListener('change', () => turn(option.value === 'corrected'));
  }
  const recall = () => {
    if (isRemembered() === now) return;
    box.hidden = false;
    box.querySelector(`[value="${now ? 'published' : 'corrected'}"]`).checked = true;
    turn(!now);
  };
  recall();
  addEventListener('pageshow', recall); // the reader comes back to a page that was kept as it was
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
