// @ts-check
/**
 * The page *My transformer*: the reader's lines in order, run with the trained weights, and as a file.
 *
 * @typedef {{name: string, head: string, lines: string, see: {href: string, title: string}}} Part
 * @typedef {number[] | {names: string[], items: any[]}} Shapes of an array, or of what holds several
 */

import { kit } from './kit.js';
import { keptCode } from './kept-code.js';
import { functionText } from './lines.js';
import { runWith } from './load-editor.js';

const { button, copyText, make, saveFile } = kit;

/** @param {any} facts @param {HTMLElement} root */
function start(facts, root) {
  const kept = keptCode();
  /** @type {Part[]} */
  const parts = facts.parts;
  const own = parts.filter(({ name }) => kept[name]?.right);
  /** @param {Part} part */
  const textOf = (part) =>
    functionText(part, kept[part.name]?.right ?? part.lines).trimEnd();
  const pieces = [
    facts.title,
    ...parts.map((part) => `# ${own.includes(part) ? 'yours' : 'ours'}\n${textOf(part)}`),
    `# ours: the glue\n${facts.glue}`,
    facts.ending,
  ];
  const file = `${pieces.join('\n\n\n')}\n`;

  const says = make('p', { role: 'status', class: 'hm-transformer-says' });
  const field = make('input', { type: 'text', class: 'hm-answer', value: facts.sentence, autocomplete: 'off', spellcheck: 'false' });
  const run = async () => {
    const known = facts.words.slice(0, facts.english);
    const words = field.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const unknown = words.filter((word) => !known.includes(word));
    if (!words.length) return tell('Type a few English words.');
    if (words.length >= facts.given.LONGEST) return tell(`It learnt sentences of at most ${facts.given.LONGEST - 1} words. Leave some out.`);
    if (unknown.length) return tell(`It never learnt “${unknown.join(' ')}”. It knows: ${known.join(', ')}.`);
    await runWith(({ isRefusal, reader: read, said, unpack }) => {
      try {
        const given = Object.entries(facts.given).map(([name, n]) => [name, unpack(/** @type {number} */ (n))]);
        const reader = read(Object.fromEntries(given));
        for (const part of parts) reader.run(textOf(part));
        reader.run(facts.glue);
        const ids = unpack(['i', [words.length], words.map((word) => facts.words.indexOf(word))]);
        const written = /** @type {any} */ (reader.call('translate', [ids, unpack(weights(facts))]));
        const spoken = written.items.map((/** @type {{data: number[]}} */ one) => facts.words[one.data[0]]);
        says.replaceChildren(make('span', {}, field.value.trim(), ' → '), make('strong', { lang: 'es' }, spoken.join(' ') || '(nothing)'));
      } catch (error) {
        if (!isRefusal(error)) throw error;
        tell(said(/** @type {any} */ (error)));
      }
    }).catch(({ message }) => tell(message));
    return undefined;
  };
  /** @param {string} text */
  const tell = (text) => {
    says.textContent = text;
  };
  const lent = parts.length - own.length;
  const count = own.length === parts.length
    ? `All ${parts.length} parts are yours.`
    : `${own.length} of ${parts.length} parts are yours; the book lends ${lent}.`;
  root.replaceChildren(
    make('div', { class: 'hm-progress' }, make('progress', { max: parts.length, value: own.length, 'aria-label': 'Parts that are yours' }), make('span', {}, count)),
    make(
      'form',
      {
        class: 'hm-try',
        onkeydown: (/** @type {KeyboardEvent} */ event) => {
          if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
          event.preventDefault();
          run();
        },
      },
      make('div', { class: 'hm-control' }, make('label', {}, 'Say something in English ', field), button('Translate', run, { class: 'hm-button hm-check' })),
      make(
        'div',
        { class: 'hm-control' },
        button(`Save ${facts.file}`, () => saveFile(facts.file, file, 'text/x-python')),
        button('Copy the file', async () => tell((await copyText(file)) ? 'Copied.' : 'Copying was refused here. Save the file instead.')),
      ),
    ),
    says,
    ...parts.map((part) => card(part, textOf(part), own.includes(part))),
    make(
      'section',
      { class: 'hm-part', 'data-by': 'glue' },
      make('p', { class: 'hm-part-by' }, 'The glue, ours'),
      make('pre', { translate: 'no' }, make('code', {}, facts.glue)),
    ),
  );
}

/** @param {Part} part @param {string} text @param {boolean} isOwn */
function card({ name, see }, text, isOwn) {
  const to = make('a', { href: see.href }, see.title);
  const by = isOwn ? ['Yours, from ', to] : ['Lent by the book. Write your own in ', to];
  return make(
    'section',
    { class: 'hm-part', 'data-by': isOwn ? 'reader' : 'book', 'aria-label': name },
    make('p', { class: 'hm-part-by' }, ...by),
    make('pre', { translate: 'no' }, make('code', {}, text)),
  );
}

/** The trained weights, read from the text that the file carries, too. @param {any} facts @returns {import('./judge.js').Packed} */
function weights(facts) {
  const text = /WEIGHTS = """\n([^"]*)"""/.exec(facts.ending)?.[1] ?? '';
  const numbers = text.split(/\s+/).filter(Boolean).map(Number);
  let at = 0;
  /** @param {Shapes} shapes @returns {import('./judge.js').Packed} */
  const load = (shapes) => {
    if (!Array.isArray(shapes)) return { ...shapes, items: shapes.items.map(load) };
    const size = shapes.reduce((product, n) => product * n, 1);
    at += size;
    return ['f', shapes, numbers.slice(at - size, at)];
  };
  return load(facts.model);
}

/** Bring the page to life. */
function bringTransformer() {
  const data = document.getElementById('hm-transformer');
  const root = document.getElementById('own-transformer');
  if (!data?.textContent || !root) return;
  const facts = JSON.parse(data.textContent);
  start(facts, root);
  addEventListener('pageshow', () => start(facts, root)); // the reader comes back from a chapter
}

bringTransformer();
