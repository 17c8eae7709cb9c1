// @ts-check
/**
 * What is loaded when a task is first touched: Python's grammar (Lezer), an editor of a few lines
 * (CodeMirror), and what reads and judges those lines.
 *
 * @typedef {{text: string, insert: (text: string) => void, focus: () => void,
 *   move: (by: 1 | -1) => void}} Field
 * @typedef {Record<string, import('../../live/static/python.js').Value>} Given
 */

import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, moveLineDown, moveLineUp } from '@codemirror/commands';
import {
  bracketMatching,
  indentNodeProp,
  indentUnit,
  LRLanguage,
  syntaxHighlighting,
} from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { parser } from '@lezer/python';

import { computeWith, PythonError, startCounting, Wanting } from '../../live/static/arrays.js';
import { LENT, Reader } from '../../live/static/python.js';
import { judge, said, unpack } from './judge.js';
import { kit } from './kit.js';

computeWith(kit);

const language = LRLanguage.define({
  name: 'python',
  parser: parser.configure({
    props: [indentNodeProp.add({ Body: (context) => context.baseIndentFor(context.node) + context.unit })],
  }),
  languageData: { closeBrackets: { brackets: ['(', '[', '{', "'", '"'] }, commentTokens: { line: '#' } },
});

/** The look, which comes with the editor: a page that is only read does not pay for it. */
const look = EditorView.theme({
  '&': { fontFamily: 'var(--pst-font-family-monospace, monospace)', fontSize: '.87rem' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { font: 'inherit', lineHeight: 1.55 },
  '.cm-content': {
    padding: '.5em 0',
    minHeight: 'calc(var(--hm-lines) * 1.35rem)',
    caretColor: 'var(--hm-fg)',
  },
  '.cm-content:focus-visible': { outline: '1px solid var(--hm-accent)', outlineOffset: '-1px' },
  '.cm-line': { padding: '0 .8em 0 calc(.8em + 4ch)' },
  '&.cm-focused .cm-matchingBracket': {
    background: 'var(--hm-soft)',
    boxShadow: '0 0 0 1px var(--hm-rule)',
  },
  '.cm-selectionBackground': { background: 'var(--hm-soft)' },
  '.tok-keyword, .tok-bool, .tok-atom': { color: 'var(--hm-accent)', fontWeight: 600 },
  '.tok-number': { color: 'var(--hm-c2)' },
  '.tok-comment': { color: 'var(--hm-muted)', fontStyle: 'italic' },
  '.tok-string': { color: 'var(--hm-c3)' },
});

/**
 * Put an editor in the place of a plain field, with its text, its selection and the focus.
 *
 * @param {HTMLTextAreaElement} plain
 * @param {() => void} onChange
 * @returns {Field}
 */
function edit(plain, onChange) {
  const hasFocus = document.activeElement === plain;
  const { value, selectionStart: anchor, selectionEnd: head } = plain;
  const view = new EditorView({
    parent: /** @type {HTMLElement} */ (plain.parentElement),
    state: EditorState.create({
      doc: value,
      selection: { anchor: Math.min(anchor, value.length), head: Math.min(head, value.length) },
      extensions: [
        history(),
        bracketMatching(),
        closeBrackets(),
        indentUnit.of('    '),
        language,
        syntaxHighlighting(classHighlighter),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorView.lineWrapping,
        look,
        EditorView.contentAttributes.of({
          'aria-label': plain.getAttribute('aria-label') ?? '',
          'aria-describedby': plain.getAttribute('aria-describedby') ?? '',
          spellcheck: 'false',
          autocapitalize: 'off',
          autocorrect: 'off',
          translate: 'no',
        }),
        EditorView.updateListener.of(({ docChanged }) => docChanged && onChange()),
      ],
    }),
  });
  plain.remove();
  if (hasFocus) view.focus();
  return {
    get text() {
      return view.state.doc.toString();
    },
    set text(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    insert: (text) => view.dispatch(view.state.replaceSelection(text)),
    focus: () => view.focus(),
    move: (by) => (by > 0 ? moveLineDown : moveLineUp)(view),
  };
}

export const touched = {
  edit,
  /** @param {import('./judge.js').Fact} fact @param {string} lines */
  judge: (fact, lines) => judge(parser, fact, lines),
  /** Python with some values at hand. @param {Given} given */
  reader: (given) => {
    startCounting();
    return new Reader(parser, given);
  },
  /** What lines give with some values at hand, or why they give nothing. @param {Given} given @param {string} lines */
  tried: (given, lines) => {
    try {
      return touched.reader(given).run(lines);
    } catch (error) {
      if (error instanceof PythonError) return said(error);
      throw error;
    }
  },
  isRefusal: (/** @type {unknown} */ error) => error instanceof PythonError,
  isWanting: (/** @type {unknown} */ error) => error instanceof Wanting,
  lent: LENT,
  said,
  unpack,
};
Object.assign(globalThis, { holaEditor: touched });
