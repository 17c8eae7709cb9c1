// Filter the statements of the page "Every number checked": by document, topic, verdict and text.
(() => {
  "use strict";
  const form = document.querySelector(".hm-ledger-filter");
  const output = form.querySelector("output");
  const rows = [...document.querySelectorAll(".hm-ledger > li")];
  const texts = rows.map((row) => row.textContent.toLowerCase());

  /**
   * Say whether a row has all chosen classes and its text all words that were typed.
   * @param {number} i the row's place
   * @param {string[]} classes
   * @param {string[]} words
   * @returns {boolean}
   */
  function fits(i, classes, words) {
    return (
      classes.every((name) => rows[i].classList.contains(name)) &&
      words.every((word) => texts[i].includes(word))
    );
  }

  function filter() {
    const { text, ...chosen } = Object.fromEntries(new FormData(form));
    const classes = Object.values(chosen).filter(Boolean);
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [i, row] of rows.entries()) {
      row.hidden = !fits(i, classes, words);
      shown += Number(!row.hidden);
    }
    output.value = shown
      ? `${shown} of ${rows.length} statements`
      : "No statement found. Choose less, or fewer words.";
  }

  // A link to a statement must find it, whatever is filtered.
  function reveal() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target?.hidden) return;
    form.reset();
    setTimeout(() => target.scrollIntoView()); // once it is on show again
  }

  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter)); // the fields change after it
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", reveal);
  form.hidden = false;
  filter();
})();
