// @ts-check
/** @typedef {typeof import('./editor.js').touched} Touched */

import { kit } from './kit.js';

const HERE = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src ?? '';

/** @type {Promise<Touched> | null} */
let loading = null;

/** The editor, and what reads and judges: fetched once, when a task is first touched. */
export function loadEditor() {
  loading ??= new Promise((resolve, reject) => {
    const src = new URL('hola-editor.js', HERE).href;
    const script = kit.make('script', { src });
    script.onload = () => resolve(/** @type {any} */ (globalThis).holaEditor);
    script.onerror = () => {
      loading = null; // the next touch tries again
      script.remove();
      reject(new Error('The editor could not be loaded. Your lines stay as they are.'));
    };
    document.head.append(script);
  });
  return loading;
}
