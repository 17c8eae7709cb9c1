// @ts-check
/**
 * Tasks whose answer is a few lines of Python: written, judged and kept in the page. The text of the
 * task stands there already; its hint and its solution are served by `questions.js`.
 *
 * @typedef {import('./editor.js').Field} Field
 * @typedef {import('./judge.js').Fact} Fact
 */

import { kit } from './kit.js';
import { keepCode, keptCode } from './kept-code.js';
import { bringListings } from './listing.js';
import { loadEditor, runWith } from './load-editor.js';
import { HOW, keepToField, plainField } from './plain-field.js';
import { scratch } from './scratch.js';

const { addMark, button, make } = kit;

const KEYS = ['@', '[', ']', '.', '=', '(', ')', '_'];
/** A sentence with `code` in it. @param {string} text @returns {(Node | string)[]} */
function worded(text) {
  return text.split('`').map((part, i) => (i % 2 ? make('code', {}, part) : part));
}

class Task {
  /** @param {string} id @param {Fact} fact */
  constructor(id, fact) {
    this.id = id;
    this.fact = fact;
    this.root = /** @type {HTMLElement} */ (document.getElementById(`question-${id}`));
    const kept = keptCode()[fact.name];
    this.kept = kept ?? { text: '' };
    const says = /** @type {HTMLElement} */ (document.getElementById(`question-${id}-says`));
    this.says = says;
    const lines = fact.lines.split('\n').length;
    const area = make('textarea', {
      rows: lines + 1,
      spellcheck: 'false',
      autocapitalize: 'off',
      autocomplete: 'off',
      translate: 'no',
      'aria-label': `Your lines of ${fact.name}`,
      'aria-describedby': `${says.id} ${this.root.id}-keys`,
      oninput: () => this.changed(),
    });
    area.value = this.kept.text;
    this.area = area;
    /** @type {Field} */
    this.field = plainField(area);
    const keys = KEYS.map((key) => this.key(key, () => this.field.insert(key)));
    const moves = [
      this.key('↑', () => this.field.move(-1), 'Move the line up'),
      this.key('↓', () => this.field.move(1), 'Move the line down'),
      this.key('⇥', () => this.field.insert('    '), 'Indent'),
    ];
    const box = make(
      'div',
      { class: 'hm-code', style: `--hm-lines: ${lines + 1}`, onfocusin: () => this.touch(), onpointerdown: () => this.touch(), onkeydown: keepToField },
      make('div', { class: 'hm-code-head', translate: 'no' }, fact.head),
      make('div', { class: 'hm-code-body' }, area),
      make('div', { class: 'hm-code-keys', role: 'group', 'aria-label': 'Signs' }, ...keys, ...moves),
      make('p', { class: 'hm-code-note', id: `${this.root.id}-keys` }, HOW),
    );
    const listing = /** @type {HTMLElement} */ (this.root.querySelector('[class*="highlight-"]'));
    listing.replaceWith(box);
    const row = /** @type {HTMLElement} */ (this.root.querySelector('.hm-try .hm-control'));
    const check = button('Check', () => this.check(), { class: 'hm-button hm-check' });
    const easy = fact.easy.map((text, i) =>
      button(['With a gap', 'One line missing', 'Lines in disorder'][i], () => this.fill(text)),
    );
    // the field keeps the focus: else its keys fold away, and the button from under the finger
    row.onpointerdown = (event) => event.preventDefault();
    row.prepend(check);
    row.append(...easy.filter((_, i) => fact.easy[i]));
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.check();
      }
    }, true);
    this.help = row;
    if (this.root.dataset.done === 'right') this.praise();
  }

  /** A key of the row for phones; the field keeps the focus. @param {string} text @param {() => void} act @param {string} [label] */
  key(text, act, label) {
    return button(text, act, {
      class: 'hm-button',
      ...(label ? { 'aria-label': label } : {}),
      onpointerdown: (/** @type {Event} */ event) => event.preventDefault(),
    });
  }

  async touch() {
    if (!this.area.isConnected) return null;
    try {
      const editor = await loadEditor();
      if (this.area.isConnected) this.field = editor.edit(this.area, () => this.changed());
      return editor;
    } catch (error) {
      this.tell('', String(/** @type {Error} */ (error).message));
      return null;
    }
  }

  changed() {
    this.kept = { ...this.kept, text: this.field.text };
    keepCode(this.fact.name, this.kept);
  }

  /** An easier form of the task; undo brings back what stood there. @param {string} text */
  async fill(text) {
    await this.touch();
    this.field.text = text;
    this.changed();
    this.field.focus();
  }

  async check() {
    await this.touch();
    const { text } = this.field;
    const verdict = await runWith((editor) => editor.judge(this.fact, text)).catch(({ message }) => this.tell('', message));
    if (!verdict) return;
    const { kind, says, line } = verdict;
    const where = line ? `Line ${line}: ` : '';
    if (kind === 'right') this.solved(text);
    else if (kind === 'beyond') this.tell('', ...worded(`${where}${says} Here this page’s Python ends. In JupyterLab it goes on: the task is in the notebook of this chapter.`));
    else this.tell(kind === 'empty' ? '' : 'Not yet.', ...worded(`${where}${says}`));
  }

  /** @param {string} text */
  solved(text) {
    this.kept = { text, right: text };
    keepCode(this.fact.name, this.kept);
    addMark(this.id, { v: this.fact.v, as: 'right' });
    dispatchEvent(new Event('storage')); // the line under the title counts anew
    this.root.dataset.done = 'right';
    const answer = /** @type {HTMLDetailsElement} */ ([...this.root.querySelectorAll('details')].at(-1));
    answer.hidden = false;
    this.praise();
  }

  praise() {
    const cases = this.fact.cases.length;
    const page = this.fact.transformer;
    this.tell('That is right,', `on all ${cases} sets of numbers. `, page ? make('a', { href: page }, 'It is part of your transformer now.') : '');
  }

  /** @param {string} verdict @param {...(Node | string)} words */
  tell(verdict, ...words) {
    this.says.replaceChildren(verdict ? make('strong', {}, verdict) : '', ' ', ...words);
  }
}

/** As a deferred script this runs when the page is there, and its questions are alive. */
function start() {
  bringListings();
  const data = document.getElementById('hm-code');
  if (!data?.textContent) return;
  for (const [id, fact] of Object.entries(JSON.parse(data.textContent))) {
    try {
      new Task(id, fact);
    } catch (error) {
      console.error(error); // it stays a text with folds
    }
  }
  data.remove();
  scratch();
}

start();
