/** A table from a spreadsheet, a CSV file or a Python list becomes a matrix. */

import { readNumber } from './numbers.js';

/**
 * Put a pasted table into the matrix of a field.
 *
 * @param {object} figure
 * @param {object} field
 * @param {string} text
 * @returns {null | {problem?: string}} null for a single number, which is typed, not placed
 */
export function pasteTable(figure, field, text) {
  const rows = readTable(text);
  if (rows.length <= 1 && (rows[0]?.length ?? 0) <= 1) return null;
  const part = figure.inputs.get(field.name);
  const [height, width] = [1, 1, ...part.shape].slice(-2);
  const count = rows.map((row) => row.length);
  const isColumn = height === 1 && count.every((n) => n === 1);
  const table = isColumn ? [rows.flat()] : rows;
  if (table.length !== height || !table.every((row) => row.length === width)) {
    const even = new Set(count).size === 1 ? `${rows.length} × ${count[0]}` : 'uneven rows of';
    return {
      problem: `the pasted table has ${even} numbers; this matrix is ${height} × ${width}.`,
    };
  }
  const numbers = [];
  for (const word of table.flat()) {
    const { value, problem } = readNumber(part, word);
    if (problem) return { problem: `the pasted table was not taken. ${problem}` };
    numbers.push(value);
  }
  const first = Math.floor(field.index / (height * width)) * height * width;
  const values = [...figure.state[field.name]];
  values.splice(first, numbers.length, ...numbers);
  figure.edit({ [field.name]: values });
  return {};
}

/**
 * Split a text into rows of words: nested brackets, else lines; tabs, else semicolons, else commas
 * or blanks between the numbers.
 *
 * @param {string} text
 * @returns {string[][]}
 */
export function readTable(text) {
  const [nested] = text.match(/\[[^]*\]/) ?? []; // array(…, dtype=…) or tensor(…) may stand around it
  const rows = nested
    ? nested.split(/\]\s*,?|\[/).filter((row) => /[^\s,]/.test(row))
    : text.split(/\r?\n/);
  return rows.filter((row) => row.trim()).map(wordsOf);
}

function wordsOf(row) {
  const trimmed = row.trim().replace(/,$/, '');
  for (const between of ['\t', ';']) {
    if (trimmed.includes(between)) return trimmed.split(between).map((word) => word.trim());
  }
  // "0,5" is one number to many readers, "1, 2" and "1,2,3" are several to everyone
  const commas = trimmed.split(',').length - 1;
  if (/,\s/.test(trimmed) || commas > 1) return trimmed.split(/\s*,\s*/);
  return trimmed.split(/\s+/);
}
