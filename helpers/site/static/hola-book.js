// Small services of every page. What works on figures is in hola-figures.js.
(() => {
  "use strict";

  const WORK = {
    ".btn-download-pdf-button": () => print(),
    ".btn-fullscreen-button": () => toggleFullScreen(), // of the theme
  };
  for (const [selector, work] of Object.entries(WORK)) {
    for (const button of document.querySelectorAll(selector)) button.addEventListener("click", work);
  }

  // The book with its code, or without: each page, until the reader wants it otherwise.
  const CODE = "hola-mundo-without-code";
  const html = document.documentElement;
  const bar = document.querySelector(".article-header-buttons");
  if (bar && document.querySelector(".cell_input, .hm-listing")) {
    const toggle = document.createElement("button");
    toggle.className = "btn btn-sm hm-code-switch";
    toggle.type = "button";
    toggle.textContent = "</>";
    const paint = () => {
      const isShown = localStorage.getItem(CODE) !== "1";
      html.dataset.code = isShown ? "with" : "without";
      toggle.title = isShown ? "Read without code" : "Read with code";
      toggle.setAttribute("aria-label", toggle.title);
    };
    toggle.addEventListener("click", () => {
      localStorage.setItem(CODE, html.dataset.code === "with" ? "1" : "0");
      paint();
    });
    addEventListener("storage", paint);
    bar.prepend(toggle);
    paint();
  }

  // What scrolls inside its own box can be reached with the keyboard, and says what it is.
  const BOXES = {
    ".hm-scroll": "Formula",
    ".cell_output > .output, .hm-matrix-box": "Output",
    ".pst-scrollable-table-container": "Table",
    ".highlight > pre": "Code",
  };

  function mark(box, name) {
    const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
    if (scrolls && !box.hasAttribute("role")) {
      box.tabIndex = 0;
      box.setAttribute("role", "group"); // a region would be a landmark, and there are many
      box.setAttribute("aria-label", `${name}, scrolls`);
      box.dataset.hmScrolls = "";
    } else if (!scrolls && "hmScrolls" in box.dataset) {
      for (const name of ["tabindex", "role", "aria-label", "data-hm-scrolls"]) box.removeAttribute(name);
    }
  }

  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) mark(target, target.dataset.hmBox);
  });
  for (const [selector, name] of Object.entries(BOXES)) {
    for (const box of document.querySelectorAll(selector)) {
      box.dataset.hmBox = name;
      resized.observe(box);
    }
  }

  // A link leads to what stands in a fold, and opens it.
  function unfold() {
    const target = document.getElementById(location.hash.slice(1));
    let fold = target?.closest("details");
    if (!fold) return;
    for (; fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView();
  }
  addEventListener("hashchange", unfold);
  unfold();

  // On paper nothing can be opened, and the page is white. The folds of a figure stay closed: one
  // holds hundreds of weights. Afterwards all is as it was.
  let opened = [];
  addEventListener("beforeprint", () => {
    const closed = document.querySelectorAll("article details:not([open])");
    opened = [...closed].filter((details) => !details.closest(".hm-figure"));
    for (const details of opened) details.open = true;
    html.dataset.onScreen = html.dataset.theme;
    html.dataset.theme = "light";
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    html.dataset.theme = html.dataset.onScreen;
  });

  // Beside a chapter in the side bar: how many of its questions are done. See progress.js.
  function tick() {
    const done = JSON.parse(localStorage.getItem("hola-mundo-ticks") ?? "{}");
    for (const link of document.querySelectorAll(".bd-links a")) {
      link.querySelector("small")?.remove();
      const [n, all] = done[link.pathname.split("/").pop()] ?? [0];
      if (!n) continue;
      const mark = document.createElement("small");
      mark.textContent = n === all ? " ✓" : ` ${n}/${all}`;
      mark.title = `${n} of ${all} questions done`;
      link.append(mark);
    }
  }
  addEventListener("hm-ticks", tick);
  tick();
})();
