/**
 * Whether a text is what a tool made of other code to be run, not to be read: a bundle, a minified library, compiled code. Why, or undefined.
 * The code that it comes from is looked at where it is.
 */
export function generatedBy(path: string, text: string): string | undefined {
  if (/[.-]min\.[cm]?js$|\.(?:bundle|chunk|umd)\.js$/.test(path)) return 'its name says that it is minified or bundled';
  const { length } = text;
  const head = text.slice(0, 2000);
  if (/__webpack_require__|webpackBootstrap|parcelRequire|\.webpackChunk\w*\s*=/.test(head)) return 'it is a bundle';
  // What is small is looked at however it is written: code that is meant to be overlooked could be written on one line.
  if (length < 50_000) return undefined;
  const lines = countLines(text);
  const width = length / lines;
  if (width > 500) return `its lines have ${Math.round(width)} characters on average: minified`;
  const tail = text.slice(-500);
  if (width > 120 && /\/[/*][#@] sourceMappingURL=/.test(tail)) return 'it is compiled from what its source map names';
  return width > 200 && longestLine(text) > 20_000 ? 'a line has more than 20,000 characters: minified' : undefined;
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

function longestLine(text: string): number {
  let longest = 0;
  let from = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
    longest = Math.max(longest, at - from);
    from = at + 1;
  }
  return Math.max(longest, text.length - from);
}
