// @ts-check
/** The views that draw, by their kinds. */

import { barsView } from './view-bars.js';
import { lineView } from './view-line.js';
import { linksView } from './view-links.js';
import { nudgesView } from './view-nudges.js';
import { planeView } from './view-plane.js';
import { trailView } from './view-trail.js';

/** @type {Record<string, import('./views.js').Maker>} */
export const drawings = {
  bars: barsView,
  line: lineView,
  links: linksView,
  nudges: nudgesView,
  plane: planeView,
  trail: trailView,
};
