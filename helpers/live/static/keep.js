// @ts-check
/**
 * What the reader has changed lasts for the session: over a reload, over Back, in this tab. Where
 * the browser refuses to keep it, or has no room, it lasts as long as the page.
 *
 * Only what differs from the start is kept, number by number: `{"Q": {"0": 9}, "mask": 1}`. So the
 * same changes can be made to another start.
 */

import { setting } from './setting.js';
import { readHash, stateFrom } from './share.js';

const BACK = 'Your numbers from earlier in this session are here again. Reset takes them back.';

/**
 * Give figures back what was changed in them, and keep what will be.
 *
 * @param {any[]} figures of this page
 */
export function keepEdits(figures) {
  if (!setting.store || !figures.length) return;
  for (const figure of figures) bringBack(figure);
  const keep = () => figures.forEach(storeEdits);
  addEventListener('pagehide', keep);
  document.addEventListener('visibilitychange', keep); // all that some phones say before they end a page
}

/** Whether the reader has come back to the page, rather than followed a link to it. */
export function isComingBack() {
  const [arrival] = /** @type {PerformanceNavigationTiming[]} */ (
    performance.getEntriesByType('navigation')
  );
  return arrival?.type === 'reload' || arrival?.type === 'back_forward';
}

/** @param {any} figure */
function keptKey(figure) {
  return `${setting.store} ${location.pathname} ${figure.spec.name}`;
}

/** @param {any} figure */
function storeEdits(figure) {
  const edits = editsOf(figure);
  const isLinked = readHash(location.hash)?.name === figure.spec.name; // then the start counts, too
  try {
    if (isLinked || Object.keys(edits).length) sessionStorage.setItem(keptKey(figure), JSON.stringify(edits));
    else sessionStorage.removeItem(keptKey(figure));
  } catch {
    // refused, or full
  }
}

/** @param {any} figure */
function bringBack(figure) {
  const state = keptState(figure);
  figure.isRestored = state !== null;
  if (!state) return;
  const isChanged = figure.namesThatDiffer(state).length > 0;
  figure.adopt(state);
  if (isChanged) figure.note(BACK);
}

/**
 * @param {any} figure
 * @returns {object | null} null also for what is damaged, or belongs to another make of the figure
 */
function keptState(figure) {
  try {
    const edits = JSON.parse(sessionStorage.getItem(keptKey(figure)) ?? 'null');
    if (!edits) return null;
    const whole = new Map();
    for (const [name, edit] of Object.entries(edits)) {
      const start = figure.start[name];
      whole.set(name, String(Array.isArray(start) ? Object.assign([...start], edit) : edit));
    }
    return stateFrom(figure, whole);
  } catch {
    return null;
  }
}

/**
 * What differs from the start; of several numbers, those that do.
 *
 * @param {{start: Record<string, any>, state: Record<string, any>}} figure
 */
function editsOf({ start, state }) {
  /** @type {Record<string, any>} */
  const edits = {};
  for (const [name, value] of Object.entries(state)) {
    if (!Array.isArray(value)) {
      if (value !== start[name]) edits[name] = value;
      continue;
    }
    const changed = Object.entries(value).filter(([i, x]) => !Object.is(x, start[name][i]));
    if (changed.length) edits[name] = Object.fromEntries(changed);
  }
  return edits;
}
