// @ts-check
/** What draws, and what few pages show: views by their kinds; the stage with its strip of tiles. */

import { Stage } from './stage.js';
import { barsView } from './view-bars.js';
import { dialsView } from './view-dials.js';
import { lineView } from './view-line.js';
import { linksView } from './view-links.js';
import { nudgesView } from './view-nudges.js';
import { planeView } from './view-plane.js';
import { railView } from './view-rails.js';
import { recordedView } from './view-recorded.js';
import { ribbonsView } from './view-ribbons.js';
import { trailView } from './view-trail.js';
import { wordsView } from './view-words.js';

export const drawings = {
  bars: barsView,
  dial: dialsView,
  line: lineView,
  links: linksView,
  nudges: nudgesView,
  plane: planeView,
  rail: railView,
  recorded: recordedView,
  ribbons: ribbonsView,
  trail: trailView,
  words: wordsView,
  stage: Stage,
};
