// Served beside the pages by `make watch`, and by nothing else: loads the page again when the book
// has changed. The browser asks again by itself when the server was gone; then too the page is old.
const { seen } = document.currentScript.dataset;
const changes = new EventSource(`/_changes?seen=${seen}`);
let wasGone = false;
changes.onmessage = () => location.reload();
changes.onerror = () => {
  wasGone = true;
};
changes.onopen = () => wasGone && location.reload();
