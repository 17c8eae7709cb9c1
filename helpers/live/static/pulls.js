// @ts-check
/** What a page loads before `page.js`, and after what draws, if a result can be pulled there. */

import { pullView } from './view-pull.js';

const drawings = Reflect.get(globalThis, 'liveDrawings');
Object.assign(globalThis, { liveDrawings: { ...drawings, pull: pullView } });
