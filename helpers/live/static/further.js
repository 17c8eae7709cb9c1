// @ts-check
/**
 * What lines of Python need now and then: rarer functions, and the sentences of refusals. It is
 * loaded when a run first asks for one of them; the run then begins again.
 */

import { addRare } from './rare.js';
import { REFUSALS } from './refusals.js';

/** Complete what reads Python. @param {typeof import('./python.js').LENT} lent */
export function complete(lent) {
  lent.refuseWith(REFUSALS);
  addRare(lent);
}
