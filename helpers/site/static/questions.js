/**
 * The questions of a page, live: choose, type or turn a figure; hint, step, solution. The texts are
 * those that stand in the page; what is right comes as data beside them. Without this module each
 * question is text with a folded answer.
 */

import { button, make } from '../../live/static/dom.js';
import { gradeNumber, gradeTask, readAnswer } from './grade.js';
import { addMark, countInLine, onOtherAnswers, progressPage, readMarks } from './progress.js';

const LETTERS = 'abcdefgh';

/** @param {object[]} figures of this page */
export function startQuestions(figures) {
  const script = document.getElementById('hm-questions');
  if (!script) return;
  const { ask, pages } = JSON.parse(script.textContent);
  script.remove(); // a page comes alive once
  const asked = Object.entries(ask);
  if (asked.length) {
    const versions = Object.fromEntries(asked.map(([id, { v }]) => [id, v]));
    const count = () => countInLine(versions);
    for (const [id, fact] of asked) bringToLife(id, fact, figures, count);
    count();
    onOtherAnswers(count);
  }
  if (pages) progressPage(document.getElementById('your-progress-table'), pages);
}

/** One that fails stays what it was, text with folds, and keeps no other from coming alive. */
function bringToLife(id, fact, figures, count) {
  try {
    new Question(id, fact, figures, count);
  } catch (error) {
    for (const fold of document.querySelectorAll(`#question-${id} > details`)) fold.hidden = false;
    console.error(error);
  }
}

class Question {
  constructor(id, fact, figures, count) {
    Object.assign(this, { id, fact, count });
    this.root = document.getElementById(`question-${id}`);
    const folds = this.root.querySelectorAll(':scope > details');
    this.answer = folds[folds.length - 1];
    this.hint = folds.length > 1 ? folds[0] : null;
    for (const fold of folds) fold.hidden = true;
    this.figure = figures.find(({ spec }) => spec.name === fact.goal?.figure);
    this.says = make('div', { class: 'hm-says', role: 'status', id: `${this.root.id}-says` });
    this.rungs = [
      this.hint && ['Hint', () => unfold(this.hint)],
      (fact.step || fact.kind === 'choice' || this.figure) && ['Next step', () => this.step()],
      ['Solution', () => this.end('read')],
    ].filter(Boolean);
    this.help = button('', () => this.climb());
    this.label();
    const check = button('Check', () => this.judge(), { class: 'hm-button hm-check' });
    // nothing is ever sent: a frame may forbid that
    this.form = make(
      'form',
      {
        class: 'hm-try',
        onkeydown: (event) => {
          if (event.key !== 'Enter' || !event.target.matches('input')) return;
          event.preventDefault();
          if (!event.isComposing) this.judge();
        },
      },
      this.input(),
      make('div', { class: 'hm-control' }, this.typed, this.judge ? check : null, this.help),
    );
    (this.hint ?? this.answer).before(this.form);
    this.answer.before(this.says);
    this.recall();
  }

  /** Make what the reader answers with, and say how it is judged. */
  input() {
    const { kind } = this.fact;
    if (kind === 'choice') return this.choices();
    if (kind === 'number') return this.number();
    if (this.figure) return this.task();
    this.judge = null;
    return '';
  }

  choices() {
    const list = this.root.querySelector('.hm-choices > ul');
    this.radios = [...list.children].map((_, i) =>
      make('input', { type: 'radio', name: this.root.id, value: LETTERS[i] }),
    );
    const labels = [...list.children].map((item, i) =>
      make('label', { class: 'hm-option' }, this.radios[i], make('span', {}, ...insideOf(item))),
    );
    list.parentElement.remove();
    this.judge = () => {
      const i = this.radios.findIndex((radio) => radio.checked);
      if (i < 0) this.tell('', 'Choose one of them first.');
      else if (i === this.fact.right) this.end('right', LETTERS[i]);
      else this.tell('Not this one.', ...this.whyNot(LETTERS[i]));
    };
    const legend = make('legend', { class: 'hm-hidden' }, 'Answers');
    return make('fieldset', { 'aria-describedby': this.says.id }, legend, ...labels);
  }

  number() {
    this.field = make('input', {
      type: 'text',
      inputmode: 'text',
      autocomplete: 'off',
      spellcheck: 'false',
      class: 'hm-answer',
      'aria-describedby': this.says.id,
    });
    this.judge = () => {
      const { value, problem } = readAnswer(this.field.value, Number.isInteger(this.fact.answer));
      const wrong = problem ? '' : gradeNumber(value, this.fact);
      this.field.setAttribute('aria-invalid', String(Boolean(problem || wrong)));
      if (problem) this.tell('', problem);
      else if (wrong) this.tell('Not yet.', wrong, this.lookAgain());
      else this.end('right', this.field.value.trim());
    };
    this.typed = make('label', { class: 'hm-control' }, 'Your answer', this.field);
    return '';
  }

  /** A task is judged when asked, and noticed as soon as it is done. */
  task() {
    const back = make('a', { href: `#${this.root.id}` }, 'The task is done: see its solution');
    this.note = make('p', { class: 'hm-done', hidden: true }, back);
    this.figure.live.append(this.note);
    this.figure.addEventListener('change', () => {
      if (!this.done && !gradeTask(this.figure, this.fact.goal)) this.end('right');
    });
    this.judge = () => {
      const problem = gradeTask(this.figure, this.fact.goal);
      if (problem) this.tell('', problem);
      else this.end('right');
    };
    return make('p', {}, 'Do it in ', this.toFigure(this.figure.root), '. The figure tells you when it is done.');
  }

  toFigure(root) {
    const title = root.querySelector('.hm-title')?.textContent ?? 'the figure';
    return make('a', { href: `#${root.id}` }, `the figure “${title}”`);
  }

  label() {
    this.help.hidden = !this.rungs.length;
    this.help.textContent = this.rungs[0]?.[0] ?? '';
  }

  /** One rung further: hint, step, solution. */
  climb() {
    const [, act] = this.rungs.shift();
    this.label();
    act();
    if (this.help.hidden) this.answer.querySelector('summary').focus(); // not left on nothing
  }

  /** One step towards the solution: a wrong choice less, a range, the number to change. */
  step() {
    const { kind, step, goal, right } = this.fact;
    if (kind === 'number') this.tell('', step);
    else if (kind === 'choice') {
      const i = right === 0 ? 1 : 0;
      Object.assign(this.radios[i], { disabled: true, checked: false });
      this.tell(`Not ${LETTERS[i]}.`, ...this.whyNot(LETTERS[i]));
    } else {
      const [name, index] = goal.step;
      const said = this.figure.fieldsOf.get(name)?.[index].said;
      this.tell('', `One way is to change ${said ?? this.figure.inputs.get(name).label}.`);
    }
  }

  /** The sentence on a wrong choice, and where to look again. */
  whyNot(letter) {
    const copy = this.answer.querySelector(`.hm-why[data-choice="${letter}"]`).cloneNode(true);
    copy.querySelector('.hm-why-not').remove();
    for (const node of copy.querySelectorAll('[id]')) node.removeAttribute('id');
    return [make('span', {}, ...[...copy.children].flatMap(insideOf)), this.lookAgain(letter)];
  }

  /** Links to what clears a wrong answer: the named place, else this section and its figure. */
  lookAgain(letter = '') {
    const { see } = this.fact;
    const there = see?.[letter] ?? see?.[''];
    if (there) return make('span', {}, ' Look at ', make('a', { href: there.href }, there.title), '.');
    const section = this.root.closest('section[id]');
    if (!section) return '';
    const heading = section.querySelector('h1, h2, h3, h4');
    const words = [...heading.childNodes].filter((node) => node.className !== 'headerlink');
    const title = words.map((node) => node.textContent).join('').trim();
    const isAbove = (figure) => figure.compareDocumentPosition(this.root) & 4; // following
    const figure = [...section.querySelectorAll('.hm-figure')].filter(isAbove).at(-1);
    return make(
      'span',
      {},
      ' Look again at ',
      make('a', { href: `#${section.id}` }, title),
      ...(figure ? [', or try it in ', this.toFigure(figure)] : []),
      '.',
    );
  }

  tell(verdict, ...words) {
    this.says.replaceChildren(verdict ? make('strong', {}, verdict) : '', ' ', ...words);
  }

  /** The question is over: solved, or its solution read. */
  end(as, given) {
    addMark(this.id, { v: this.fact.v, as, given });
    this.show(as);
    this.answer.open = true;
    if (this.note) this.note.hidden = false;
    this.count();
  }

  show(as) {
    this.done = true;
    this.root.dataset.done = as;
    this.rungs = [];
    this.label();
    this.tell(as === 'right' ? 'That is right.' : '');
    this.answer.hidden = false;
  }

  /** Stand where the reader left. */
  recall() {
    const mark = readMarks()[this.id];
    if (mark?.v !== this.fact.v) return;
    if (this.field) this.field.value = mark.given ?? '';
    for (const radio of this.radios ?? []) radio.checked = radio.value === mark.given;
    this.show(mark.as);
  }
}

function unfold(fold) {
  fold.hidden = false;
  fold.open = true;
}

/** The contents of a list item or of a paragraph, without the paragraph itself. */
function insideOf(item) {
  if (item.tagName === 'P') return [...item.childNodes];
  return [...item.childNodes].flatMap((node) => (node.tagName === 'P' ? [...node.childNodes] : node));
}
