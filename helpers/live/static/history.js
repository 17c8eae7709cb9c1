/**
 * What can be undone. Changes that belong together (a drag, one stay in a cell) carry the same
 * group and count once.
 */

export class History {
  constructor() {
    this.done = [];
    this.undone = [];
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
    const isSame = group !== null && group === this.group;
    if (isSame) {
      const last = this.done.at(-1);
      last.before = { ...before, ...last.before };
      last.after = { ...last.after, ...after };
    } else {
      this.done.push({ before, after });
    }
    const { before: from, after: to } = this.done.at(-1);
    const isBack = JSON.stringify(from) === JSON.stringify(to); // by Escape: nothing to undo
    if (isBack) this.done.pop();
    this.group = isBack ? null : group;
    return !isSame;
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
