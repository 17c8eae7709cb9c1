// @ts-check
/**
 * What a page loads before `page.js` if one of its figures draws. It shares no state with the
 * engine: what both need of each other's modules are functions that keep nothing.
 */

import * as drawings from './drawings.js';

Object.assign(globalThis, { liveDrawings: drawings });
