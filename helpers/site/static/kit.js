// @ts-check
/**
 * What the page's script (`pages.js`, loaded before) lends to the scripts that read code: the engine's
 * operations, so that they stand in a page once, and its small tools.
 *
 * @typedef {typeof import('../../live/static/graph.js')} Graph
 * @typedef {typeof import('../../live/static/dom.js')} Dom
 * @typedef {{shown: typeof import('../../live/static/numbers.js').shown,
 *   addMark: typeof import('./progress.js').addMark,
 *   figures: {graph: import('../../live/static/graph.js').Graph}[]}} Small
 * @type {Pick<Graph, 'decodeNumbers' | 'placeOf' | 'planFor' | 'sizeOf'>
 *   & Pick<Dom, 'button' | 'copyText' | 'make' | 'saveFile'> & Small}
 */
export const kit = /** @type {any} */ (globalThis).holaKit ?? {};
