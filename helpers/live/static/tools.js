/** The quiet row of buttons under a figure. */

import { button, copyText, make, saveFile, setOff } from './dom.js';
import { csvOf, jsonOf } from './files.js';
import { programOf } from './numpy.js';
import { linkTo } from './share.js';
import { Steps } from './steps.js';

/**
 * @param {object} figure
 * @returns {{element: HTMLElement, steps: HTMLElement, refresh: () => void, leave: () => void}}
 */
export function toolsFor(figure) {
  const steps = new Steps(figure);
  const whose = (words) => ({ 'aria-label': `${words}, ${figure.title}` }); // a page has several
  const own = (words, act) => button(words, act, whose(words));
  const undo = own('Undo', () => figure.undo());
  const redo = own('Redo', () => figure.redo());
  const reset = own('Reset', () => figure.reset());
  const step = own('Steps', () => steps.begin());
  const big = own('Enlarge', () => enlarge(figure, big));
  const output = make('textarea', { class: 'hm-output', readonly: true, hidden: true, rows: 8 });
  const menu = menuFor(figure, output);
  const row = make('div', { class: 'hm-tools' }, undo, redo, reset, step, big, menu);
  figure.root.addEventListener('fullscreenchange', () => {
    const isBig = document.fullscreenElement === figure.root;
    figure.root.classList.toggle('hm-big', isBig || figure.root.classList.contains('hm-over'));
    nameBig(figure, big, isBig);
  });
  return {
    element: make('div', {}, row, output),
    steps: steps.element,
    refresh: () => {
      setOff(undo, !figure.history.done.length);
      setOff(redo, !figure.history.undone.length);
      steps.refresh();
      step.hidden = !figure.items.some(({ id }) => Number.isInteger(id)); // nothing to walk through
    },
    leave: () => {
      if (steps.isOn) steps.end();
      else if (figure.root.classList.contains('hm-over')) enlarge(figure, big);
    },
  };
}

/** What is not told where it works. */
const KEYS =
  'Shift makes ↑ ↓ ten steps, Alt a tenth. Drag a number sideways, or paste a table. Ctrl+Z undoes.';

/** What is needed now and then; its buttons exist only while it is open. */
function menuFor(figure, output) {
  const give = async (text, done) => {
    menu.open = false;
    const isCopied = await copyText(text);
    output.hidden = isCopied;
    figure.tell(
      isCopied ? done : 'Copying was refused here. The text stands below; copy it by hand.',
    );
    if (isCopied) return;
    output.value = text;
    output.setAttribute('aria-label', 'Text to copy');
    output.focus();
    output.select();
  };
  const save = (text, ending, type) => {
    menu.open = false;
    saveFile(`${figure.spec.name}.${ending}`, text, type);
  };
  const acts = () => [
    button('Copy link to this state', () => give(linkTo(figure), 'The link is copied.')),
    button('Copy as NumPy', () => give(programOf(figure), 'The program is copied.')),
    button('Save values as CSV', () => save(csvOf(figure), 'csv', 'text/csv')),
    button('Save values as JSON', () => save(jsonOf(figure), 'json', 'application/json')),
    make('p', { class: 'hm-help' }, KEYS),
  ];
  const list = make('div', { class: 'hm-menu-list' });
  const menu = make(
    'details',
    {
      class: 'hm-menu',
      ontoggle: () => list.replaceChildren(...(menu.open ? acts() : [])),
      onfocusout: (event) => {
        if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
      },
      onkeydown: (event) => {
        if (event.key !== 'Escape' || !menu.open) return;
        event.stopPropagation(); // what else Escape closes stays open
        menu.querySelector('summary').focus();
        menu.open = false;
      },
    },
    make('summary', { class: 'hm-button' }, 'More'),
    list,
  );
  return menu;
}

function nameBig(figure, big, isBig) {
  big.textContent = isBig ? 'Back to the page' : 'Enlarge';
  big.setAttribute('aria-label', `${big.textContent}, ${figure.title}`);
}

/** Fill the screen, or the window where the browser refuses. */
async function enlarge(figure, big) {
  const { root } = figure;
  const isOver = root.classList.contains('hm-over');
  if (document.fullscreenElement === root) {
    await document.exitFullscreen();
    return;
  }
  if (!isOver) {
    try {
      await root.requestFullscreen();
      return;
    } catch {
      // refused: lay the figure over the page instead
    }
  }
  root.classList.toggle('hm-over', !isOver);
  root.classList.toggle('hm-big', !isOver);
  nameBig(figure, big, !isOver);
}
