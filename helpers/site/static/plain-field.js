// @ts-check

/** A plain field, until the editor is there. @param {HTMLTextAreaElement} area @returns {import('./editor.js').Field} */
export function plainField(area) {
  return {
    get text() {
      return area.value;
    },
    set text(text) {
      area.value = text;
    },
    insert: (text) => area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end'),
    focus: () => area.focus(),
    move: () => {},
  };
}

/** Said beside each field, and read with it. */
export const HOW = 'Tab leaves the field. Ctrl+] (on a Mac ⌘]) moves a line in, Ctrl+[ out.';

/** The theme takes “/” for its search, and arrows for the next chapter. @param {Event} event */
export const keepToField = (event) => event.stopPropagation();
