// @ts-check
/** A number that glows by its slope: glows.py once more. */

import { near } from './drawing.js';
import { valueView } from './view-value.js';

const LINE = 'margin:0;display:flex;flex-direction:row-reverse;align-items:center;gap:.6em';
const WORD = 'font-size:.85em;white-space:nowrap;color:var(--hm-muted)';

/** @type {import('./views.js').Maker} */
export function glowView(figure, described, id) {
  const { element } = valueView(figure, described, id);
  const slopes = described.slopes.node[figure.number];
  const said = /** @type {HTMLElement} */ (element.querySelector('.hm-single'));
  said.classList.add('hm-glow');
  said.style.cssText = LINE;
  said.querySelector('.hm-word')?.setAttribute('style', WORD);
  const paint = () => {
    const slope = Math.abs(figure.graph.value(slopes)[described.at[0]]);
    const share = near(100 * Math.sqrt(Math.min(1, slope / described.most)));
    if (said.style.getPropertyValue('--hm-glow') !== `${share}%`) said.style.setProperty('--hm-glow', `${share}%`);
  };
  return { element, paint, ids: [id, slopes] };
}
