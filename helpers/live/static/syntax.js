// @ts-check
/**
 * Python's text as plain nodes. What reads the text is handed in: Lezer's Python grammar, whose tree
 * goes on after an error. Which sentence the first error becomes, `mistakes.js` says.
 *
 * @typedef {{name: string, text: string, line: number, kids: PyNode[]}} PyNode
 * @typedef {{name: string, type: {isError: boolean}, from: number, to: number,
 *   firstChild: LezerNode | null, nextSibling: LezerNode | null}} LezerNode
 * @typedef {{parse: (text: string) => {topNode: LezerNode}}} Parser
 */

import { refusal } from './arrays.js';

export const LONGEST = 6000; // characters; a task takes a few hundred

/** Where each line begins. @param {string} text */
export const startsOf = (text) => [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];

/** The number of the line of a place. @param {number[]} starts @param {number} at */
export const lineOf = (starts, at) => starts.findLastIndex((start) => start <= at) + 1;

/** A text without what stands in its comments and strings, as long as before. @param {string} text */
export const bareOf = (text) => text.replace(/#.*|"[^"\n]*"|'[^'\n]*'/g, (part) => (part[0] === '#' ? ' ' : '0').repeat(part.length));

/**
 * Read a text.
 *
 * @param {Parser} parser
 * @param {string} text
 * @returns {PyNode}
 */
export function read(parser, text) {
  if (text.length > LONGEST) throw refusal('long', text.length, LONGEST);
  const starts = startsOf(text);
  const end = Math.max(0, text.trimEnd().length - 1);
  let wrong = /[^\p{L}\p{N}_\s\p{ASCII}]|²|(?<!\w)___+(?!\w)/u.test(bareOf(text)) ? 1 : 0; // a line, or none

  /** @param {LezerNode} node @returns {PyNode} */
  const plain = (node) => {
    const line = lineOf(starts, Math.min(node.from, end));
    if (node.type.isError) wrong ||= line;
    const kids = [];
    const columns = new Set(node.name === 'Script' ? [''] : []); // the lines of a block begin alike
    for (let kid = node.firstChild; kid; kid = kid.nextSibling) {
      if (kid.name === 'Comment') continue;
      kids.push(plain(kid));
      const before = text.slice(starts[lineOf(starts, kid.from) - 1], kid.from);
      if (!before.trim()) columns.add(before.replaceAll('\t', '    '));
    }
    if (columns.size > 1 && /^(Script|Body)$/.test(node.name)) wrong ||= line;
    return { name: node.name, text: text.slice(node.from, node.to), line, kids };
  };
  const tree = plain(parser.parse(text).topNode);
  if (wrong) throw refusal('syntax', text, wrong);
  return tree;
}
