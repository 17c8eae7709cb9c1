/** The engine's entry. Bring figures alive: all of a page (`start`), or one in JupyterLab (`render`). */

import { make } from './dom.js';
import { LiveFigure } from './figure.js';
import { isComingBack, keepEdits } from './keep.js';
import { markOf } from './origin.js';
import { configure, readSetting } from './setting.js';
import { followHash } from './share.js';
import { addViews } from './views.js';

/** Make the figures of the page live, and follow the links that open on one. */
export function start() {
  const figures = bringAlive();
  keepEdits(figures);
  followLinks(figures);
}

/**
 * Make the figures of the page live. May run again: figures that are live stay as they are.
 *
 * @returns {LiveFigure[]} those that have come alive now
 */
export function bringAlive() {
  readSetting();
  addViews();
  const found = [...document.querySelectorAll('.hm-figure')].filter((root) => !awake.has(root));
  const figures = found.map(awaken).filter(Boolean);
  for (const { stage } of figures) stage.watch();
  return figures;
}

/**
 * Let an address that carries a figure's state open on that figure, now and later. Whoever comes
 * back to a page finds the numbers that were there, whatever link had led to it at first.
 *
 * @param {LiveFigure[]} figures of this page
 */
export function followLinks(figures) {
  followHash(figures, location.hash, isComingBack());
  if (figures.length) addEventListener('hashchange', () => followHash(figures, location.hash));
}

const awake = new WeakSet(); // `data-live` alone may come from a page that was saved while alive

function awaken(root) {
  const script = root.querySelector(':scope > script[type="application/json"]');
  if (!script) return null;
  awake.add(root);
  for (const old of root.querySelectorAll(':scope > :is(.hm-live, .hm-failed)')) old.remove();
  try {
    const figure = new LiveFigure(root, JSON.parse(script.textContent));
    root.querySelector(':scope > .hm-static').after(figure.live);
    root.dataset.live = '';
    return figure;
  } catch (error) {
    root.dataset.live = 'failed';
    const reason = error instanceof Error ? error.message : String(error);
    const note = `This figure could not come alive, so it shows its start state. (${reason})`;
    root.append(make('p', { class: 'hm-failed', role: 'status' }, note));
    return null;
  }
}

/**
 * Show a figure in JupyterLab, for anywidget. Python and the view hold the same state.
 *
 * @param {{model: object, el: HTMLElement}} view
 */
export function render({ model, el }) {
  configure(model.get('told'));
  const spec = model.get('spec');
  const about = { 'aria-label': spec.title ?? null };
  const root = make('figure', { class: 'hm-figure', 'data-live': true, ...about });
  const mark = markOf(model.get('origin'));
  if (mark) root.append(mark);
  const figure = new LiveFigure(root, spec, model.get('state'));
  figure.addEventListener('change', () => {
    model.set('state', figure.state);
    model.save_changes();
  });
  // JupyterLab's own keys without Ctrl (arrows, Enter, digits) are about cells, not about numbers
  root.addEventListener('keydown', (event) => {
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  });
  const follow = () => {
    if (model.get('state') === figure.state) return; // it came from here: leave what is being typed
    figure.edit(model.get('state'));
    figure.sync();
  };
  model.on('change:state', follow);
  root.append(
    ...(spec.title ? [make('h4', { class: 'hm-title' }, spec.title)] : []),
    figure.live,
    ...(spec.caption ? [make('figcaption', {}, spec.caption)] : []),
  );
  el.append(root);
  figure.stage.watch();
  return () => {
    model.off('change:state', follow);
    figure.run?.stop();
  };
}
