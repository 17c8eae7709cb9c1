/** A sentence to type. String work stays here: the graph only sees the numbers of the tokens. */

import { button, languageOf, make, symbolOf } from './dom.js';
import { visible } from './numbers.js';
import { FILLER, framed } from './table.js';

/**
 * Split a sentence at white space and find each word, in its own case or any other, however its
 * accents are written.
 *
 * @param {object} described vocabulary, longest length, whether shorter ones are filled up
 * @param {string} text
 * @returns {{ids: number[], words: string[]} | {problem: string}}
 */
export function readTokens({ vocabulary, max, padded }, text) {
  const words = visible(text).normalize('NFC').split(/\s+/).filter(Boolean);
  if (!words.length) return { problem: 'Type at least one word.' };
  if (words.length > max) {
    return { problem: `These are ${words.length} tokens; this figure takes at most ${max}.` };
  }
  const ids = [];
  for (const word of words) {
    const id = findToken(vocabulary, word);
    if (id < 0) return { problem: unknownWord(vocabulary, word) };
    ids.push(id);
  }
  while (padded && ids.length < max) {
    ids.push(-1);
    words.push(FILLER);
  }
  return { ids, words };
}

function findToken(vocabulary, word) {
  const exact = vocabulary.indexOf(word);
  if (exact >= 0) return exact;
  return vocabulary.findIndex((token) => token.toLowerCase() === word.toLowerCase());
}

function unknownWord(vocabulary, word) {
  const near = vocabulary
    .map((token) => ({ token, far: distance(token.toLowerCase(), word.toLowerCase()) }))
    .filter(
      ({ token, far }) => far <= Math.max(1, Math.ceil(Math.max(token.length, word.length) / 3)),
    )
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ token }) => token);
  const hint = near.length
    ? `Did you mean ${near.join(' or ')}?`
    : `It knows: ${vocabulary.slice(0, 30).join(', ')}${vocabulary.length > 30 ? ', …' : ''}.`;
  const short = word.length > 30 ? `${word.slice(0, 30)}…` : word;
  return `“${short}” is not in the vocabulary. ${hint}`;
}

/** How many letters must be put in, taken out or changed to come from one word to the other. */
function distance(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, change));
    }
    row = next;
  }
  return row[to.length];
}

let sentences = 0;

/** @param {object} figure @param {object} described */
export function tokenInput(figure, described) {
  const { name } = described;
  sentences += 1;
  const id = `hm-sentence-${sentences}`;
  let group = {};
  const refuse = (problem) => {
    if (problem) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
    figure.refuse(name, problem);
  };
  const commit = () => {
    const { problem } = readTokens(described, field.value);
    refuse(problem ?? '');
  };
  const field = make('input', {
    id,
    type: 'text',
    class: 'hm-words',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    lang: languageOf(described.lang),
    'aria-describedby': figure.strip.warning.id,
    onfocusin: () => {
      group = {};
    },
    oninput: () => {
      if (readTokens(described, field.value).problem) return;
      refuse('');
      figure.edit({ [name]: field.value }, group);
    },
    onchange: commit,
    onkeydown: (event) => {
      if (event.key === 'Enter') commit();
      const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z';
      if (!(isUndo || event.key === 'Escape') || field.value === figure.state[name]) return;
      event.preventDefault();
      event.stopPropagation();
      refuse('');
      field.value = figure.state[name];
    },
  });
  const label = make('label', { for: id }, described.label ?? symbolOf(described.symbol));
  const line = make('div', { class: 'hm-control' }, label, field);
  const sync = () => {
    if (document.activeElement !== field || !readTokens(described, field.value).problem) {
      if (field.value !== figure.state[name]) field.value = figure.state[name];
      refuse('');
    }
  };
  const take = (text) => {
    field.value = text.trim();
    field.dispatchEvent(new Event('input'));
    commit();
  };
  const offered = described.samples ? offers(described, take, () => field.value) : [];
  return { element: framed(described, line, ...offered), bind: () => {}, sync, paint: null };
}

/** Sentences to choose, and all words to tap together, which exist while their list is open. */
function offers({ samples, vocabulary, lang }, take, now) {
  const chip = (text, act) =>
    button(text, act, { lang: languageOf(lang, text) });
  const words = make('div', { class: 'hm-marks' });
  const list = () => [
    ...vocabulary.map((word) => chip(word, () => take(`${now()} ${word}`))),
    chip('take the last word back', () => take(now().trim().split(/\s+/).slice(0, -1).join(' '))),
    chip('clear', () => take('')),
  ];
  const box = make(
    'details',
    { class: 'hm-compose', ontoggle: () => words.replaceChildren(...(box.open ? list() : [])) },
    make('summary', {}, `Tap a sentence together from the ${vocabulary.length} words it knows`),
    words,
  );
  const chosen = samples.map((text) => chip(text, () => take(text)));
  return [make('div', { class: 'hm-marks' }, ...chosen), box];
}
