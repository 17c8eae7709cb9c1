// @ts-check

/** @param {string} lines @returns {string} the body of a function */
const indented = (lines) => lines.replace(/^(?=.*\S)/gm, '    ');

/**
 * The whole function, whether the reader has written its first line or not.
 *
 * @param {{name: string, head: string}} task
 * @param {string} lines
 */
export function functionText({ name, head }, lines) {
  const own = new RegExp(`^def ${name}\\b`, 'm').test(lines);
  return own ? lines : `${head}\n${indented(lines)}`;
}
