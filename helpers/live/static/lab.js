// @ts-check
/** What JupyterLab loads: a module in the form that anywidget asks for. */

import * as drawings from './drawings.js';
import { render as show } from './main.js';
import { pullView } from './view-pull.js';
import { addViews } from './views.js';

addViews({ ...drawings, pull: pullView });
export default { render };

/**
 * Show a figure, and keep the keys that are pressed in it.
 *
 * @param {{model: any, el: HTMLElement}} view
 */
function render({ model, el }) {
  const keep = (/** @type {KeyboardEvent} */ event) => keepKey(el, event);
  addEventListener('keydown', keep, true); // on the window: the first that hears of a key
  const end = show({ model, el });
  return () => {
    removeEventListener('keydown', keep, true);
    end();
  };
}

/**
 * Tell Jupyter that a key is not for it, unless it comes with Ctrl. JupyterLab hears of a key after
 * the figure, which lets none of these through. Notebook 7 hears of it first, in the capturing phase
 * at the document; it asks for this mark, from what has the focus outwards, and has found that a cell
 * of the notebook is meant before it gets to one on the figure.
 *
 * @param {HTMLElement} el
 * @param {KeyboardEvent} event
 */
function keepKey(el, { target, ctrlKey, metaKey }) {
  if (!(target instanceof Element && el.contains(target))) return;
  target.toggleAttribute('data-lm-suppress-shortcuts', !ctrlKey && !metaKey);
}
