/** Walk through the chain one operation at a time; what comes later waits. */

import { button, make, setOff, symbolOf } from './dom.js';

export class Steps {
  /** @param {object} figure */
  constructor(figure) {
    this.figure = figure;
    this.at = -1;
    this.list = [];
    this.title = make('span', { class: 'hm-step-title' });
    this.previous = button('← Previous', () => this.go(this.at - 1));
    this.next = button('Next →', () => this.go(this.at + 1));
    const end = button('End', () => this.end(), { 'aria-label': 'End the walk' });
    this.element = make(
      'div',
      { class: 'hm-steps', role: 'group', 'aria-label': 'Step through', hidden: true },
      this.title,
      this.previous,
      this.next,
      end,
    );
  }

  get isOn() {
    return this.at >= 0;
  }

  begin() {
    const ids = this.figure.items
      .map((item) => item.id)
      .filter((id) => id !== null && id !== undefined);
    this.list = [...new Set(ids)].sort((a, b) => a - b);
    if (!this.list.length) return;
    this.from = document.activeElement;
    this.element.hidden = false;
    this.go(0);
    this.next.focus();
  }

  go(at) {
    const { figure, list } = this;
    this.at = Math.min(list.length - 1, Math.max(0, at));
    this.number = figure.number;
    const id = list[this.at];
    const now = figure.items.filter((item) => item.id === id);
    for (const { element, id: other, part } of figure.items) {
      const isLater = other === null || other === undefined ? part.kind === 'sentence' : other > id;
      frameOf(element).classList.toggle('hm-later', isLater && this.at < list.length - 1);
      element.classList.toggle('hm-now', other === id);
    }
    const { part } = now[0];
    const label = part.label ? ` ${part.label}` : '';
    this.title.replaceChildren(
      `Step ${this.at + 1} of ${list.length}: `,
      symbolOf(part.symbol),
      label || (part.meaning ? `, ${part.meaning}` : ''),
    );
    setOff(this.previous, this.at === 0);
    setOff(this.next, this.at === list.length - 1);
    now[0].element.scrollIntoView({ block: 'nearest' });
    figure.strip.pin(id, 0);
    figure.say(`${this.title.textContent}. ${figure.strip.body.textContent}`);
  }

  end() {
    const isInside = this.element.contains(document.activeElement);
    this.at = -1;
    this.element.hidden = true;
    for (const { element } of this.figure.items) {
      frameOf(element).classList.remove('hm-later');
      element.classList.remove('hm-now');
    }
    this.figure.strip.close();
    if (isInside) this.from.focus();
  }

  /** A choice brought another graph: the walk ends. */
  refresh() {
    if (this.isOn && this.number !== this.figure.number) this.end();
  }
}

/** A view together with the arrow or sign before it. */
function frameOf(element) {
  return element.closest('.hm-pair') ?? element;
}
