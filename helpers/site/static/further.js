// @ts-check
/** What completes the reader of Python in a page, loaded when lines first want it. */

import { complete } from '../../live/static/further.js';

complete(/** @type {any} */ (globalThis).holaEditor.lent);
