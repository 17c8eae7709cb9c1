// Loaded in each head before anything else runs. It does two things for scripts that ask for the
// browser's store, the theme's among them:
//
// - A page of file:// that asks for it in its first moments may get an empty store of its own from
//   Chromium, and what the reader answers there is lost (one fresh load in ten on a busy machine).
//   By the time that this file has been read, the moment is over: so it stands in no page itself.
// - Where the browser refuses a store, there is one that keeps nothing.
for (const name of ['localStorage', 'sessionStorage']) {
  try {
    window[name].getItem('mode');
  } catch {
    const value = { getItem: () => null, setItem() {}, removeItem() {} };
    Object.defineProperty(window, name, { value });
  }
}
