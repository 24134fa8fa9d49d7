import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Two programs that differ in little: data arrives in one, and not in the other. Files by their paths. */
export interface Pair {
  readonly name: string;
  readonly arriving: Readonly<Record<string, string>>;
  readonly other: Readonly<Record<string, string>>;
}

/**
 * The pairs of a language, out of the tables beside this file. `## name` begins one, `@ path` another file of it; a line that begins with
 * `+ ` is there only in the program in which data arrives, one with `- ` only in the other.
 */
export function pairsOf(language: 'javascript' | 'python'): Pair[] {
  const tables = readdirSync(import.meta.dirname).filter(
    (file) => file.startsWith(`${language}-`) && file.endsWith('.txt'),
  );
  const main = language === 'python' ? 'main.py' : 'main.js';
  return tables.flatMap((table) =>
    readFileSync(join(import.meta.dirname, table), 'utf8')
      .split(/^## /m)
      .slice(1)
      .map((text) => pairOf(text.split('\n'), main)),
  );
}

function pairOf([name = '', ...lines]: readonly string[], main: string): Pair {
  const arriving: Record<string, string> = {};
  const other: Record<string, string> = {};
  let path = main;
  for (const line of lines) {
    if (line.startsWith('@ ')) path = line.slice(2);
    else {
      const own = /^[+-] /.test(line) ? line.slice(2) : line;
      if (!line.startsWith('- ')) arriving[path] = `${arriving[path] ?? ''}${own}\n`;
      if (!line.startsWith('+ ')) other[path] = `${other[path] ?? ''}${own}\n`;
    }
  }
  return {
    name,
    arriving: Object.fromEntries(Object.entries(arriving).filter(([, text]) => text.trim() !== '')),
    other: Object.fromEntries(Object.entries(other).filter(([, text]) => text.trim() !== '')),
  };
}
