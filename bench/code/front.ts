/**
 * How fast JavaScript and TypeScript are lowered to the one form, on a folder of a public project that the caller has fetched:
 *     node bench/code/front.ts FOLDER [ROUNDS]
 * One thread, files read beforehand. Says for each round: parsing alone, parsing and lowering, packing with JSON, and reading that back; in MB
 * of source and thousands of lines a second; and how large what is kept is against the source. The first round is a cold start's.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import type { ModuleIr } from '../../src/observe/code/ir/ir.ts';
import { packIr, unpackIr } from '../../src/observe/code/ir/packed.ts';
import { lowerJavaScript } from '../../src/observe/code/javascript/index.ts';

const [folder, rounds = '4'] = process.argv.slice(2);
if (folder === undefined) throw new Error('node bench/code/front.ts FOLDER [ROUNDS]');
const files = globSync('**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts,vue,svelte}', { cwd: folder })
  .filter((path) => !/(?:^|\/)node_modules\/|\.d\.[cm]?ts$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
const size = files.reduce((sum, { text }) => sum + text.length, 0);
const lines = files.reduce((sum, { text }) => sum + text.split('\n').length, 0);

const rate = (milliseconds: number): string =>
  `${(size / 1000 / milliseconds).toFixed(1)} MB/s (${(lines / milliseconds).toFixed(0)} kLOC/s)`;

function timed<Result>(work: () => Result): readonly [Result, number] {
  const before = performance.now();
  const result = work();
  return [result, performance.now() - before];
}

process.stdout.write(`${files.length} files, ${(size / 1e6).toFixed(1)} MB, ${lines} lines\n`);
for (let round = 1; round <= Number(rounds); round++) {
  // Without it the options do not say that trees are read out of the parser's memory, as the front end has it.
  const raw = { preserveParens: false, experimentalRawTransfer: true } as object;
  const [, parsing] = timed(() =>
    files.map(({ path, text }) => parseSync(path.replace(/\.[mc]?jsx?$/, '.jsx'), text, raw).program.body.length),
  );
  const notLookedAt: string[] = [];
  const [modules, lowering] = timed(() =>
    files.flatMap((file): ModuleIr[] => {
      const lowered = lowerJavaScript(file, performance.now() + 10_000);
      notLookedAt.push(...lowered.notLookedAt.map(({ reason }) => reason));
      return lowered.ir === undefined ? [] : [lowered.ir];
    }),
  );
  const [kept, writing] = timed(() => modules.map((module) => JSON.stringify(packIr(module))));
  const [, reading] = timed(() => kept.map((text) => unpackIr(JSON.parse(text) as ReturnType<typeof packIr>)));
  const ratio = kept.reduce((sum, text) => sum + text.length, 0) / size;
  process.stdout.write(
    `round ${round}: parse ${rate(parsing)}, parse and lower ${rate(lowering)}, write ${rate(writing)}, read ${rate(reading)}, ` +
      `kept ${ratio.toFixed(2)} of the source, ${notLookedAt.length} gaps\n`,
  );
}
