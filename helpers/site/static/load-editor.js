// @ts-check
/** @typedef {typeof import('./editor.js').touched} Touched */

import { kit } from './kit.js';

const HERE = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src ?? '';

/** @type {Record<string, Promise<void>>} */
const loading = {};

/** Fetch a script of the book, once. @param {string} name */
function load(name) {
  loading[name] ??= new Promise((resolve, reject) => {
    const script = kit.make('script', { src: new URL(name, HERE).href });
    script.onload = () => resolve();
    script.onerror = () => {
      delete loading[name]; // the next touch tries again
      script.remove();
      reject(new Error('The editor could not be loaded. Your lines stay as they are.'));
    };
    document.head.append(script);
  });
  return loading[name];
}

/** The editor, and what reads and judges: fetched when a task is first touched. @returns {Promise<Touched>} */
export async function loadEditor() {
  await load('hola-editor.js');
  return /** @type {any} */ (globalThis).holaEditor;
}

/**
 * Run lines; if they want what is not loaded yet, fetch it and begin again.
 *
 * @template T
 * @param {(editor: Touched) => T} act
 */
export async function runWith(act) {
  const editor = await loadEditor();
  try {
    return act(editor);
  } catch (error) {
    if (!editor.isWanting(error)) throw error;
    await load('hola-further.js');
    return act(editor);
  }
}
