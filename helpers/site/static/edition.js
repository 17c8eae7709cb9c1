/**
 * The book-wide switches. “As published / corrected” sets inputs that carry both versions, and swaps
 * tied numbers in prose; “with notes on the sources” opens these notes. Both are remembered where
 * the browser allows.
 */

import { make } from '../../live/static/dom.js';

const KEYS = { corrected: 'hola-mundo-edition', open: 'hola-mundo-notes' };

/** @returns {boolean} whether this reader stands on the corrected numbers, or wants the notes open */
function isRemembered(choice) {
  try {
    return localStorage.getItem(KEYS[choice]) === choice;
  } catch {
    return false;
  }
}

function remember(choice, isOn) {
  try {
    if (isOn) localStorage.setItem(KEYS[choice], choice);
    else localStorage.removeItem(KEYS[choice]);
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
    remember('corrected', corrected);
    for (const figure of figures) figure.setVariant(corrected ? 'corrected' : null);
    for (const number of prose) tie(number, corrected);
    notice.textContent = corrected
      ? 'You read the corrected positional encoding: numbers here differ from the source’s.'
      : '';
  };
  for (const option of box.querySelectorAll('[type=radio]')) {
    option.addEventListener('change', () => turn(option.value === 'corrected'));
  }
  const recall = () => {
    if (isRemembered('corrected') === now) return;
    box.hidden = box.firstChild.hidden = false;
    box.querySelector(`[value="${now ? 'published' : 'corrected'}"]`).checked = true;
    turn(!now);
  };
  recall();
  addEventListener('pageshow', recall); // the reader comes back to a page that was kept as it was
  const notes = box.querySelector('[type=checkbox]');
  if (!notes) return;
  const open = () => {
    for (const note of document.querySelectorAll('.hm-slip')) note.open = notes.checked;
  };
  notes.addEventListener('change', () => {
    remember('open', notes.checked);
    open();
  });
  if (isRemembered('open')) {
    notes.checked = true;
    open();
  }
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
