/**
 * The reader's state in the address: `#section?figure=name&x=1,2,3&is_on=1`. A plain anchor has no
 * “?figure=” and is never touched. Mail programs write the question mark as %3F.
 */

import { button } from './dom.js';
import { readNumber } from './numbers.js';
import { readTokens } from './tokens.js';

const MARK = /(?:\?|%3f)(?=figure=)/i;

/**
 * Write a link to a figure as the reader has it now.
 *
 * @param {object} figure
 * @returns {string}
 */
export function linkTo(figure) {
  const words = [`figure=${encodeURIComponent(figure.spec.name)}`];
  for (const part of figure.spec.inputs) {
    const value = figure.state[part.name];
    if (!part.variants && String(value) === String(part.value)) continue;
    words.push(
      `${encodeURIComponent(part.name)}=${encodeURIComponent(value).replaceAll('%2C', ',')}`,
    );
  }
  const section = figure.root.closest('section[id]')?.id ?? figure.root.id;
  return `${location.href.split('#')[0]}#${section}?${words.join('&')}`;
}

/**
 * Take an address apart.
 *
 * @param {string} hash
 * @returns {null | {anchor: string, name: string, values: Map<string, string>}} null for a plain anchor
 */
export function readHash(hash) {
  const mark = MARK.exec(hash);
  if (!mark) return null;
  const values = new Map(new URLSearchParams(hash.slice(mark.index + mark[0].length)));
  const name = values.get('figure');
  values.delete('figure');
  return { anchor: hash.slice(1, mark.index), name, values };
}

/**
 * Read the values of an address into a state; anything doubtful refuses the whole.
 *
 * @param {object} figure
 * @param {Map<string, string>} values
 * @returns {object | null}
 */
export function stateFrom(figure, values) {
  const state = {};
  for (const [name, text] of values) {
    const part = figure.inputs.get(name);
    const value = part ? valueFrom(part, text) : null;
    if (value === null) return null;
    state[name] = value;
  }
  return { ...figure.start, ...state };
}

function valueFrom(part, text) {
  if (part.kind === 'tokens') return readTokens(part, text).problem ? null : text;
  const words = text.split(',');
  const numbers = words.map((word) => readNumber(part, word).value);
  if (numbers.includes(undefined)) return null;
  if (part.labels) return words.length === 1 && numbers[0] in part.labels ? numbers[0] : null;
  return numbers.length === part.value.length ? numbers : null;
}

/**
 * Bring the figure of the address to its state, and the page to the figure; to its section, if
 * the figure is gone.
 *
 * @param {object[]} figures of this page
 * @param {string} hash
 * @param {boolean} [isBack] whether what the reader had left here wins
 */
export function followHash(figures, hash, isBack = false) {
  const asked = readHash(hash);
  if (!asked) return;
  const figure = figures.find((other) => other.spec.name === asked.name);
  const target = figure?.root ?? document.getElementById(asked.anchor);
  target?.scrollIntoView();
  if (!figure) return;
  const state = stateFrom(figure, asked.values);
  if (!state) {
    figure.tell('The link to this figure is damaged, so its numbers stay as they are.');
    return;
  }
  const { start, state: own } = figure;
  const isOther = (values) => figure.namesThatDiffer(values).length > 0;
  if (isBack && figure.isRestored && isOther(state)) return;
  const isOwn = isOther(start) && isOther(state);
  take(figure, state);
  if (!isOther(start)) return;
  const back = (words, values) =>
    button(words, () => {
      take(figure, values);
      figure.stop?.focus({ preventScroll: true }); // the button has gone
    });
  const ways = [back('Back to the start', start)];
  if (isOwn) ways.push(back('Back to yours', own));
  figure.tell('Shared state, from the link. ', ...ways);
}

/** Put numbers in the place of the reader's; Undo takes it back, like any edit. */
function take(figure, state) {
  figure.edit(state);
  figure.sync();
  figure.note('');
}
