import { UsageGatherer, type UsageReader } from './reader.ts';

/**
 * Languages whose packages cannot be told from what they import: a line that loads something is kept as it is, for evidence that a package
 * is used and never that it is not. Java and Kotlin: `import a.b.C;`; PHP: `use A\B;` and `new \A\B`; Ruby: `require 'a/b'`.
 */
function byLine(pattern: RegExp, isLoad?: (line: string) => boolean): UsageReader {
  return (text) => {
    const gathered = new UsageGatherer();
    let number = 0;
    for (let start = 0; start < text.length;) {
      const newline = text.indexOf('\n', start);
      const end = newline === -1 ? text.length : newline;
      number += 1;
      const line = text.slice(start, Math.min(end, start + longest));
      const name = pattern.exec(line)?.[1];
      if (name !== undefined) gathered.module(name, number);
      else if (isLoad?.(line) === true) gathered.dynamically(number);
      start = end + 1;
    }
    return gathered.result(undefined);
  };
}

const longest = 300;

export const readJava = byLine(/^\s*import\s+(?:static\s+)?([A-Za-z_][\w.]*)/);
export const readPhp = byLine(/^\s*use\s+(?:function\s+|const\s+)?\\?([A-Za-z_][\w\\]*)/);
export const readRuby = byLine(/^\s*require\s*\(?\s*["']([\w./-]+)["']/, (line) => /\bBundler\.require\b/.test(line));
