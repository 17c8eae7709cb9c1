// @ts-check
/**
 * The lines that the reader has written, kept by this browser under the name of their function.
 *
 * @typedef {{text: string, right?: string}} Kept `right` is the last text that was right
 */

const KEY = 'hola-mundo-code';
const LONGEST = 20_000; // characters of one task; what is longer stays on the page only

/** @returns {Record<string, Kept>} */
export function keptCode() {
  try {
    const { v, lines } = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    const all = v === 1 && lines && typeof lines === 'object' ? Object.entries(lines) : [];
    return Object.fromEntries(all.filter(([, one]) => typeof one?.text === 'string'));
  } catch {
    return {};
  }
}

/** @param {string} name @param {Kept} kept */
export function keepCode(name, kept) {
  if (kept.text.length > LONGEST) return;
  try {
    localStorage.setItem(KEY, JSON.stringify({ v: 1, lines: { ...keptCode(), [name]: kept } }));
  } catch {
    // refused or full: the lines last as long as the page is open
  }
}
