/** A table from a spreadsheet, a CSV file, a Python list or a page becomes a matrix. */

import { parseNumber, readNumber, visible } from './numbers.js';

/**
 * Put a pasted table into the matrix of a field; one for all heads fills them all.
 *
 * @param {object} figure
 * @param {object} field
 * @param {string} text
 * @returns {null | {problem?: string}} null for a single number, which is typed, not placed
 */
export function pasteTable(figure, field, text) {
  if (isOneNumber(text)) return null;
  const rows = readTable(text);
  if (rows.length <= 1 && (rows[0]?.length ?? 0) <= 1) return null;
  const part = figure.inputs.get(field.name);
  const [heads, height, width] = [1, 1, 1, ...part.shape].slice(-3);
  const count = rows.map((row) => row.length);
  const isColumn = height === 1 && count.every((n) => n === 1);
  const table = isColumn ? [rows.flat()] : rows;
  const isWhole = table.length === heads * height;
  if ((table.length !== height && !isWhole) || !table.every((row) => row.length === width)) {
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
  const size = height * width;
  const first = isWhole ? 0 : Math.floor(field.index / size) * size;
  const values = [...figure.state[field.name]];
  values.splice(first, numbers.length, ...numbers);
  figure.edit({ [field.name]: values });
  return {};
}

/**
 * Split a text into rows of words: nested brackets, else lines; tabs, else semicolons, else commas
 * or blanks between the numbers. Captions, and words beside rows and above columns, are left out.
 *
 * @param {string} text
 * @returns {string[][]}
 */
export function readTable(text) {
  const plain = visible(text);
  const [nested] = plain.match(/\[[\s\S]*\]/) ?? []; // array(…, dtype=…) or tensor(…) may stand around it
  const rows = nested
    ? nested.split(/\]\s*,?|\[/).filter((row) => /[^\s,]/.test(row))
    : plain.split(/\r?\n/);
  return withoutWords(rows.filter((row) => row.trim()).map(wordsOf));
}

const isNumber = (word) => parseNumber(word, true).value !== undefined;

/** Say whether a text is a power of ten or a number in dollars: one number, with blanks in it. */
const isOneNumber = (text) =>
  /[×·*$]|\\times|\\cdot/.test(text) && parseNumber(text).value !== undefined;

/** Leave out rows without any number, and what stands before the numbers of every row. */
function withoutWords(table) {
  const rows = table.filter((row) => row.some(isNumber));
  if (!rows.length) return table;
  const before = rows.map((row) => row.findIndex(isNumber));
  const isLabelled = before.every((n) => n > 0);
  return rows.map((row, i) => (isLabelled ? row.slice(before[i]) : row));
}

function wordsOf(row) {
  const trimmed = row.trim().replace(/,$/, '');
  for (const between of ['\t', ';']) {
    if (!trimmed.includes(between)) continue;
    const words = row.replace(/,$/, '').split(between).map((word) => word.trim());
    return words[0] ? words : words.slice(1); // nothing stands in the corner of a table with words
  }
  // "0,5" is one number to many readers, "1, 2" and "1,2,3" are several to everyone
  const commas = trimmed.split(',').length - 1;
  if (/,\s/.test(trimmed) || commas > 1) return trimmed.split(/\s*,\s*/);
  return trimmed.split(/\s+/);
}
