// @ts-check
/**
 * What is wrong with a text that is no Python: the first mistake, as Python names it, and what to try.
 *
 * @typedef {[kind: string, message: string, hint: string | undefined, line: number]} Mistake
 */

import { bareOf, lineOf, startsOf } from './syntax.js';

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

/** @param {string} message @param {number} line @param {string} [hint] @returns {Mistake} */
const wrong = (message, line, hint) => ['SyntaxError', message, hint, line];

/**
 * The first mistake of a text.
 *
 * @param {string} text @param {number} line where the grammar found one @returns {Mistake}
 */
export function mistake(text, line) {
  const starts = startsOf(text);
  const bare = bareOf(text);
  /** @param {number} at */
  const lineAt = (at) => lineOf(starts, at);
  return ofSigns(bare, lineAt) ?? ofBrackets(bare, lineAt) ?? ofIndents(bare) ?? wrong('invalid syntax', line, guess(text, starts, line));
}

/** @param {string} bare @param {(at: number) => number} lineAt @returns {Mistake | null} */
function ofSigns(bare, lineAt) {
  const odd = /[^\p{L}\p{N}_\s\p{ASCII}]|²/u.exec(bare);
  if (odd) {
    const [sign] = odd;
    const code = /** @type {number} */ (sign.codePointAt(0)).toString(16).toUpperCase().padStart(4, '0');
    const instead = Object.hasOwn(SIGNS, sign) ? `Python writes ${SIGNS[sign]}` : 'Leave it out';
    return wrong(`invalid character '${sign}' (U+${code})`, lineAt(odd.index), `${instead}.`);
  }
  const gap = /(?<!\w)___+(?!\w)/.exec(bare);
  return gap && wrong(`there is still a gap, ${gap[0]}`, lineAt(gap.index), 'Put there what is missing.');
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

/** @param {string} text @param {(at: number) => number} lineAt @returns {Mistake | null} */
function ofBrackets(text, lineAt) {
  /** @type {[string, number][]} */
  const open = [];
  for (const { 0: sign, index } of text.matchAll(/[()[\]{}]/g)) {
    if ('([{'.includes(sign)) {
      open.push([sign, index]);
      continue;
    }
    const last = open.pop();
    const wanted = CLOSES[sign];
    if (!last) return wrong(`unmatched '${sign}'`, lineAt(index));
    if (last[0] !== wanted) {
      return wrong(`closing parenthesis '${sign}' does not match opening parenthesis '${last[0]}'`, lineAt(index));
    }
  }
  const left = open.pop();
  return left ? wrong(`'${left[0]}' was never closed`, lineAt(left[1])) : null;
}

/** A line may stand further in only after a colon, and further out only where a line stood before. @param {string} text @returns {Mistake | null} */
function ofIndents(text) {
  const stack = [0];
  let depth = 0;
  let opens = false;
  let goesOn = false;
  for (const [i, line] of text.split('\n').entries()) {
    const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
    if (line.trim() && !depth && !goesOn) {
      const width = indent.replaceAll('\t', '    ').length;
      const last = stack[stack.length - 1];
      if (width > last && !opens) return wrong('unexpected indent', i + 1, 'Begin the line where the one before begins.');
      if (opens && width <= last) return wrong('expected an indented block', i + 1, 'After a colon the lines stand further in, by four blanks.');
      if (width > last) stack.push(width);
      while (width < stack[stack.length - 1]) stack.pop();
      if (width !== stack[stack.length - 1]) {
        return wrong('unindent does not match any outer indentation level', i + 1);
      }
    }
    for (const sign of line) depth += '([{'.includes(sign) ? 1 : ')]}'.includes(sign) ? -1 : 0;
    if (line.trim()) {
      opens = !depth && line.trimEnd().endsWith(':');
      goesOn = line.trimEnd().endsWith('\\');
    }
  }
  return opens ? wrong('expected an indented block', text.trimEnd().split('\n').length, 'After a colon the lines stand further in, by four blanks.') : null;
}
