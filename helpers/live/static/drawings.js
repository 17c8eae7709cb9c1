// @ts-check
/** What draws, and what few pages need: views by their kinds, the stage with its tiles, runs. */

export { boardOn as board } from './board.js';
export { Run as run } from './run.js';
export { stageOn as stage } from './stage.js';
export { barsView as bars } from './view-bars.js';
export { dialsView as dial } from './view-dials.js';
export { flowView as flow } from './view-flow.js';
export { glowView as glow } from './view-glow.js';
export { lineView as line } from './view-line.js';
export { linksView as links } from './view-links.js';
export { nudgesView as nudges } from './view-nudges.js';
export { planeView as plane } from './view-plane.js';
export { railView as rail } from './view-rails.js';
export { recordedView as recorded } from './view-recorded.js';
export { ribbonsView as ribbons } from './view-ribbons.js';
export { trailView as trail } from './view-trail.js';
export { wordsView as words } from './view-words.js';
