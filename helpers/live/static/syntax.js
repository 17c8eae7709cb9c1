// @ts-check
/**
 * Python's text as plain nodes. What reads the text is handed in: Lezer's Python grammar, whose tree
 * goes on after an error. Here the first error becomes a sentence.
 *
 * @typedef {{name: string, text: string, line: number, kids: PyNode[]}} PyNode
 * @typedef {{name: string, type: {isError: boolean}, from: number, to: number,
 *   firstChild: LezerNode | null, nextSibling: LezerNode | null}} LezerNode
 * @typedef {{parse: (text: string) => {topNode: LezerNode}}} Parser
 */

import { PythonError } from './arrays.js';

export const LONGEST = 6000; // characters; a task takes a few hundred

/** Signs that are no Python, and what is. @type {Record<string, string>} */
const SIGNS = {
  '×': '*, or @ between matrices',
  '·': '*, or @ between matrices',
  '⋅': '*, or @ between matrices',
  '÷': '/',
  '−': '-',
  '–': '-',
  '²': '** 2',
  '√': 'np.sqrt(…)',
  '∞': 'np.inf',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '“': '"',
  '”': '"',
  '…': '...',
};

/** @param {string} message @param {number} line @param {string} [hint] */
function wrong(message, line, hint) {
  const error = new PythonError('SyntaxError', message, hint);
  error.line = line;
  return error;
}

/**
 * Read a text.
 *
 * @param {Parser} parser
 * @param {string} text
 * @returns {PyNode}
 */
export function read(parser, text) {
  if (text.length > LONGEST) {
    throw new PythonError('', `The text has ${text.length.toLocaleString('en')} characters, and this page reads ${LONGEST.toLocaleString('en')} at most.`, 'A task needs a few lines.');
  }
  /** @type {number[]} */
  const starts = [0];
  for (const { index } of text.matchAll(/\n/g)) starts.push(index + 1);
  /** @param {number} at */
  const lineAt = (at) => {
    let line = starts.length;
    while (starts[line - 1] > at) line -= 1;
    return line;
  };
  const bare = text.replace(/#.*|"[^"\n]*"|'[^'\n]*'/g, (part) => ' '.repeat(part.length));
  for (const { 0: sign, index } of bare.matchAll(/[^\p{L}\p{N}_\s\p{ASCII}]|²/gu)) {
    const code = /** @type {number} */ (sign.codePointAt(0)).toString(16).toUpperCase().padStart(4, '0');
    const instead = Object.hasOwn(SIGNS, sign) ? `Python writes ${SIGNS[sign]}` : 'Leave it out';
    throw wrong(`invalid character '${sign}' (U+${code})`, lineAt(index), `${instead}.`);
  }
  const gap = /(?<!\w)___+(?!\w)/.exec(bare);
  if (gap) throw wrong(`there is still a gap, ${gap[0]}`, lineAt(gap.index), 'Put there what is missing.');
  checkBrackets(bare, lineAt);
  checkIndents(bare);

  /** @param {LezerNode} node @returns {PyNode} */
  const plain = (node) => {
    const line = lineAt(Math.min(node.from, Math.max(0, text.trimEnd().length - 1)));
    if (node.type.isError) throw wrong('invalid syntax', line, guess(text, starts, line));
    const kids = [];
    for (let kid = node.firstChild; kid; kid = kid.nextSibling) {
      if (kid.name !== 'Comment') kids.push(plain(kid));
    }
    return { name: node.name, text: text.slice(node.from, node.to), line, kids };
  };
  return plain(parser.parse(text).topNode);
}

/** @param {string} text @param {number[]} starts @param {number} line */
function guess(text, starts, line) {
  const here = text.slice(starts[line - 1], starts[line] ?? text.length).trim();
  if (/^(if|for|def|else|elif|while)\b[^:]*$/.test(here)) return 'Such a line ends in a colon.';
  if (/^\s*(if|elif)\b.*[^=!<>]=[^=]/.test(here)) return 'To compare, write ==.';
  if (/(^|\W)[\d.]+[A-Za-z_]/.test(here)) return 'Between two factors stands *.';
  return here ? `Look at “${here.slice(0, 60)}”: is something missing, or one sign too many?` : '';
}

/** @type {Record<string, string>} */
const CLOSES = { ')': '(', ']': '[', '}': '{' };

/** @param {string} text @param {(at: number) => number} lineAt */
function checkBrackets(text, lineAt) {
  /** @type {[string, number][]} */
  const open = [];
  for (const { 0: sign, index } of text.matchAll(/[()[\]{}]/g)) {
    if ('([{'.includes(sign)) {
      open.push([sign, index]);
      continue;
    }
    const last = open.pop();
    const wanted = CLOSES[sign];
    if (!last) throw wrong(`unmatched '${sign}'`, lineAt(index));
    if (last[0] !== wanted) {
      throw wrong(`closing parenthesis '${sign}' does not match opening parenthesis '${last[0]}'`, lineAt(index));
    }
  }
  const left = open.pop();
  if (left) throw wrong(`'${left[0]}' was never closed`, lineAt(left[1]));
}

/** A line may stand further in only after a colon, and further out only where a line stood before. @param {string} text */
function checkIndents(text) {
  const stack = [0];
  let depth = 0;
  let opens = false;
  let goesOn = false;
  for (const [i, line] of text.split('\n').entries()) {
    const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
    if (line.trim() && !depth && !goesOn) {
      const width = indent.replaceAll('\t', '    ').length;
      const last = stack[stack.length - 1];
      if (width > last && !opens) throw wrong('unexpected indent', i + 1, 'Begin the line where the one before begins.');
      if (opens && width <= last) throw wrong('expected an indented block', i + 1, 'After a colon the lines stand further in, by four blanks.');
      if (width > last) stack.push(width);
      while (width < stack[stack.length - 1]) stack.pop();
      if (width !== stack[stack.length - 1]) {
        throw wrong('unindent does not match any outer indentation level', i + 1);
      }
    }
    for (const sign of line) depth += '([{'.includes(sign) ? 1 : ')]}'.includes(sign) ? -1 : 0;
    if (line.trim()) {
      opens = !depth && line.trimEnd().endsWith(':');
      goesOn = line.trimEnd().endsWith('\\');
    }
  }
  if (opens) throw wrong('expected an indented block', text.trimEnd().split('\n').length, 'After a colon the lines stand further in, by four blanks.');
}
