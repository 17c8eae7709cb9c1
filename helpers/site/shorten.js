// Run by Node while the book is built: JSON of scripts by name in, the same shortened out.
// Terser is loaded as a page would load it, so that it needs no other package.
const { readFileSync } = require("fs");
require("vm").runInThisContext(readFileSync(process.argv[2], "utf8"));

async function shorten(scripts) {
  const short = {};
  for (const [name, text] of Object.entries(scripts)) {
    short[name] = (await Terser.minify({ [name]: text }, { compress: { passes: 2 } })).code;
  }
  return short;
}

shorten(JSON.parse(readFileSync(0, "utf8"))).then(
  (short) => process.stdout.write(JSON.stringify(short)),
  ({ message, filename, line }) => {
    console.error(`${filename}, line ${line}: ${message}`);
    process.exitCode = 1;
  },
);
