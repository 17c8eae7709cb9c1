// @ts-check
/**
 * What can be undone. Changes that belong together (a drag, one stay in a cell) carry the same
 * group and count once.
 *
 * @typedef {{before: Record<string, any>, after: Record<string, any>}} Entry values of inputs
 */

export class History {
  constructor() {
    /** @type {Entry[]} */
    this.done = [];
    /** @type {Entry[]} */
    this.undone = [];
    /** @type {object | null} */
    this.group = null;
  }

  /**
   * Note a change before it is made.
   *
   * @param {Record<string, any>} before former values of the inputs that change
   * @param {Record<string, any>} after
   * @param {object | null} group
   * @returns {boolean} whether this begins a new entry
   */
  record(before, after, group) {
    this.undone = [];
    const last = group !== null && group === this.group ? this.done.pop() : undefined;
    const from = { ...before, ...last?.before };
    const to = { ...last?.after, ...after };
    const isBack = JSON.stringify(from) === JSON.stringify(to); // by Escape: nothing to undo
    if (!isBack) this.done.push({ before: from, after: to });
    this.group = isBack ? null : group;
    return !last;
  }

  /**
   * Change the values of all entries, when the start that they were made on changes.
   *
   * @param {(values: Record<string, any>) => Record<string, any>} moved
   */
  revise(moved) {
    for (const entry of [...this.done, ...this.undone]) {
      entry.before = moved(entry.before);
      entry.after = moved(entry.after);
    }
    this.group = null;
  }

  /** @returns {Record<string, any> | null} the values to go back to */
  undo() {
    const entry = this.done.pop();
    if (!entry) return null;
    this.group = null;
    this.undone.push(entry);
    return entry.before;
  }

  /** @returns {Record<string, any> | null} the values to go forward to */
  redo() {
    const entry = this.undone.pop();
    if (!entry) return null;
    this.group = null;
    this.done.push(entry);
    return entry.after;
  }
}
