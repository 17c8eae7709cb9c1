/**
 * The book-wide switches. “As published / corrected” sets inputs that carry both versions, and swaps
 * tied numbers in prose; “with notes on the sources” opens these notes, “the long way” what goes
 * further than one must. All are remembered where the browser allows.
 */

import { make } from '../../live/static/dom.js';

/** @returns {boolean} whether this reader made a choice: the corrected numbers, or what is open */
function isRemembered(choice) {
  try {
    return localStorage.getItem(`hola-mundo-${choice}`) !== null;
  } catch {
    return false;
  }
}

function remember(choice, isOn) {
  try {
    if (isOn) localStorage.setItem(`hola-mundo-${choice}`, 'on');
    else localStorage.removeItem(`hola-mundo-${choice}`);
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
    remember('edition', corrected);
    for (const figure of figures) figure.setVariant(corrected ? 'corrected' : null);
    for (const number of prose) tie(number, corrected);
    notice.textContent = corrected
      ? 'You read corrected numbers: they differ from the printed ones.'
      : '';
  };
  for (const option of box.querySelectorAll('[type=radio]')) {
    option.addEventListener('change', () => turn(option.value === 'corrected'));
  }
  const recall = () => {
    if (isRemembered('edition') === now) return;
    box.hidden = box.firstChild.hidden = false;
    box.querySelector(`[value="${now ? 'published' : 'corrected'}"]`).checked = true;
    turn(!now);
  };
  recall();
  addEventListener('pageshow', recall); // the reader comes back to a page that was kept as it was
  for (const choice of box.querySelectorAll('[type=checkbox]')) openWith(choice);
}

/** Open the folds of one kind with a choice. @param {HTMLInputElement} choice */
function openWith(choice) {
  const { opens } = choice.dataset;
  const turn = () => {
    for (const fold of document.querySelectorAll(`.hm-${opens}`)) fold.open = choice.checked;
  };
  choice.addEventListener('change', () => {
    remember(opens, choice.checked);
    turn();
  });
  choice.checked = isRemembered(opens);
  if (choice.checked) turn();
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
