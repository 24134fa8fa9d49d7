import { resolve } from 'node:path';
import { backup, restore } from '#flows/backup';
import { dataHome } from '#ground/places';
import { explainFailure } from './failure.ts';
import { bytesInWords, counted, wrap } from './layout.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';

/** `selvedge backup FILE`. */
export async function runBackup(file: string, terminal: Terminal): Promise<number> {
  try {
    const { path, bytes, tables, rows } = await backup({ from: where(), to: resolve(file) });
    const what = `${counted(rows, 'row')} of ${counted(tables, 'table')}, ${bytesInWords(bytes)}`;
    say(
      `Backed up into ${visible(path)}: ${what}.`,
      'Private keys are not in it: a restored log begins under a new origin and key.',
      terminal,
    );
    return 0;
  } catch (error) {
    return explainFailure(error, terminal);
  }
}

/** `selvedge restore FILE`, into a data home that has nothing yet. */
export async function runRestore(file: string, terminal: Terminal): Promise<number> {
  try {
    const { createdAt, rows, log } = await restore({ from: resolve(file), into: where(), home: dataHome() });
    const next =
      'A new log began, whose first entry names the last checkpoint of the old one. Who verifies pins its key from now on:';
    say(
      `Restored ${counted(rows, 'row')} as they were at ${createdAt.slice(0, 16).replace('T', ' ')} UTC.`,
      next,
      terminal,
    );
    // Not wrapped: it is to be copied.
    terminal.out(`  ${visible(log.key)}
`);
    return 0;
  } catch (error) {
    return explainFailure(error, terminal);
  }
}

function where(): { readonly home: string } | { readonly url: string } {
  const url = process.env['SELVEDGE_DATABASE_URL'];
  return url === undefined || url === '' ? { home: dataHome() } : { url };
}

function say(done: string, next: string, { marks, style, columns, out }: Terminal): void {
  const [first = '', ...more] = wrap(done, columns - 2);
  const lines = [
    `${style.green(marks.pass)} ${first}`,
    ...more.map((line) => `  ${line}`),
    ...wrap(next, columns - 2).map((line) => style.dim(`  ${line}`)),
  ];
  out(`${lines.join('\n')}\n`);
}
