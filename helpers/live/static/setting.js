// @ts-check
/**
 * What the engine is told once, by Python: setting.py. A page carries it in its head,
 * JupyterLab in the widget.
 *
 * @typedef {{work: string, layer: string, store: string}} Setting `work` is what the figures belong
 *   to, `layer` what one matrix of a value with three axes is called aloud, `store` what the names
 *   begin with under which the browser keeps a session's edits
 */

/** @type {Setting} */
export const setting = { work: '', layer: 'matrix', store: 'live-figures' };

/** @param {Partial<Setting>} told */
export function configure(told) {
  Object.assign(setting, told);
}

/** Read what the page's head says; nothing has to stand there. */
export function readSetting() {
  const head = document.querySelector('meta[name="live-figures"]')?.getAttribute('content');
  if (head) configure(JSON.parse(head));
}
