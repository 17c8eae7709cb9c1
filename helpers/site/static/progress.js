/**
 * What the reader has answered: kept by this browser, shown as a line in each chapter, as a tick in
 * the side bar, and as a path on a page of its own, where it can be taken along, brought back and
 * forgotten.
 *
 * @typedef {{v: string, as: 'right' | 'read', given?: string}} Mark `v` names the question's text:
 *   an answer to another text does not count
 */

import { button, copyText, make, saveFile } from '../../live/static/dom.js';

const PROGRESS_KEY = 'hola-mundo-progress';
const TICKS_KEY = 'hola-mundo-ticks';
let unkept = null; // what the browser refused to keep: it lasts as long as the page is open

/** @returns {Record<string, Mark>} by question */
export function readMarks() {
  if (unkept) return unkept;
  try {
    return marksIn(localStorage.getItem(PROGRESS_KEY) ?? '{}') ?? {};
  } catch {
    return {};
  }
}

/** @param {Record<string, Mark>} marks */
function writeMarks(marks) {
  try {
    const text = written(marks);
    localStorage.setItem(PROGRESS_KEY, text);
    unkept = localStorage.getItem(PROGRESS_KEY) === text ? null : marks; // some take all, keep none
  } catch {
    unkept = marks; // refused, or full
  }
}

/**
 * Note how a question ended, unless that is noted already.
 *
 * @param {string} id
 * @param {Mark} mark
 */
export function addMark(id, mark) {
  const marks = readMarks();
  if (marks[id]?.v !== mark.v) writeMarks({ ...marks, [id]: mark });
}

function written(marks) {
  return JSON.stringify({ v: 1, marks });
}

/** @returns {Record<string, Mark> | null} null for anything that is no saved progress */
function marksIn(text) {
  try {
    const { v, marks } = JSON.parse(text);
    if (v !== 1) return text === '{}' ? {} : null;
    const isMark = ([, mark]) => typeof mark.v === 'string' && /^(right|read)$/.test(mark.as);
    return Object.entries(marks).every(isMark) ? marks : null;
  } catch {
    return null;
  }
}

/**
 * Count the questions that are done.
 *
 * @param {Record<string, string>} versions of the questions that count
 * @param {Record<string, Mark>} marks
 * @returns {{all: number, right: number, read: number}}
 */
function countMarks(versions, marks) {
  const known = Object.entries(versions).filter(([id, v]) => marks[id]?.v === v);
  const right = known.filter(([id]) => marks[id].as === 'right').length;
  return { all: Object.keys(versions).length, right, read: known.length - right };
}

/**
 * Keep how many questions of pages are done: the side bars of all pages show it, and a page knows
 * no questions but its own.
 *
 * @param {[string, {all: number, right: number, read: number}][]} counts by the file of a page
 */
function keepTicks(counts) {
  try {
    const kept = JSON.parse(localStorage.getItem(TICKS_KEY) ?? '{}');
    for (const [href, { all, right, read }] of counts) kept[href] = [right + read, all];
    localStorage.setItem(TICKS_KEY, JSON.stringify(kept));
  } catch {
    // refused: the side bar shows none
  }
  dispatchEvent(new Event('hm-ticks'));
}

/**
 * Count in the line at the top of a chapter.
 *
 * @param {Record<string, string>} versions
 */
export function countInLine(versions) {
  const line = document.querySelector('.hm-progress');
  if (!line) return;
  const counts = countMarks(versions, readMarks());
  const { all, right, read } = counts;
  keepTicks([[location.pathname.split('/').pop(), counts]]);
  line.querySelector('progress').value = right + read;
  const warning = unkept ? '; this browser keeps no answers, so they last until you leave' : '';
  line.querySelector('span').textContent = `${right + read} of ${all} questions done${warning}`;
}

/**
 * Act when another page has changed what is kept: in a second tab, or before the reader came back.
 *
 * @param {() => void} act
 */
export function onOtherAnswers(act) {
  for (const event of ['storage', 'pageshow']) addEventListener(event, act);
}

/** Say how many questions are done. */
function told({ all, right, read }) {
  const left = all - right - read;
  if (left === all) return `${all} questions`;
  const parts = [[right, 'answered'], [read, 'solutions read'], [left, 'to do']];
  return parts.filter(([n]) => n).map(([n, words]) => `${n} ${words}`).join(', ');
}

/** One chapter on the path. */
function stop({ href, title }, counts) {
  const value = counts.right + counts.read;
  const bar = make('progress', { max: counts.all, value, 'aria-label': title });
  return make('li', {}, make('a', { href }, title), bar, told(counts));
}

/**
 * The page of all chapters.
 *
 * @param {HTMLElement} root
 * @param {{href: string, title: string, ask: Record<string, string>}[]} pages
 */
export function progressPage(root, pages) {
  const versions = Object.assign({}, ...pages.map(({ ask }) => ask));
  const path = make('ol', { class: 'hm-path' });
  const sum = make('p');
  const says = make('p', { role: 'status' });
  const output = make('textarea', { rows: 5, hidden: true, 'aria-label': 'Saved progress' });
  const tell = (text) => {
    says.textContent = text;
  };
  /** Say what was done to the marks, as far as it is true. */
  const tellDone = (text) => {
    paint();
    tell(unkept ? `${text} This browser does not keep that: it holds until you leave this page.` : text);
  };
  const paint = () => {
    const marks = readMarks();
    const counts = pages.map(({ ask }) => countMarks(ask, marks));
    path.replaceChildren(...pages.map((page, i) => stop(page, counts[i])));
    sum.textContent = `The whole book: ${told(countMarks(versions, marks))}.`;
    keepTicks(pages.map(({ href }, i) => [href, counts[i]]));
  };
  const take = (text) => {
    const marks = marksIn(text) ?? {};
    const fitting = Object.entries(marks).filter(([id, { v }]) => versions[id] === v);
    if (!fitting.length) {
      tell('No answer to a question of this book. Nothing has changed.');
      return;
    }
    const mine = readMarks();
    const isBetter = ([id, { v, as }]) => mine[id]?.v !== v || as === 'right';
    writeMarks({ ...mine, ...Object.fromEntries(fitting.filter(isBetter)) });
    const others = Object.keys(marks).length - fitting.length;
    const left = others ? ` Left out, since their questions have changed: ${others}.` : '';
    tellDone(`The saved progress has been added. Answers in it: ${fitting.length}.${left}`);
  };
  const copy = async () => {
    const text = written(readMarks());
    output.hidden = await copyText(text);
    output.value = text;
    tell(output.hidden ? 'Copied.' : 'Copying was refused here. The text stands below.');
  };
  const file = make('input', {
    type: 'file',
    accept: '.json,application/json',
    onchange: async () => {
      if (file.files[0]) take(await file.files[0].text());
      file.value = '';
    },
  });
  const paste = make('input', { type: 'text', autocomplete: 'off' });
  const sure = button('Yes, forget all answers', () => {
    writeMarks({});
    ask(false);
    tellDone('All answers are forgotten.');
  });
  const no = button('Keep them', () => ask(false));
  const reset = button('Reset', () => ask(true));
  const ask = (isAsking) => {
    sure.hidden = no.hidden = !isAsking;
    reset.hidden = isAsking;
    (isAsking ? no : reset).focus();
  };
  sure.hidden = no.hidden = true;
  const save = () => saveFile('hola-mundo-progress.json', written(readMarks()), 'application/json');
  const row = (...parts) => make('div', { class: 'hm-control' }, ...parts);
  paint();
  onOtherAnswers(paint);
  root.replaceChildren(
    path,
    sum,
    row(button('Save as a file', save), button('Copy', copy), reset, sure, no),
    row(make('label', {}, 'Bring back from a file ', file)),
    row(
      make('label', {}, 'or paste the text ', paste),
      button('Bring back', () => take(paste.value)),
    ),
    says,
    output,
  );
}
