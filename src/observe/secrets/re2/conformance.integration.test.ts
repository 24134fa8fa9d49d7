import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileRe2 } from './program.ts';
import { findAll } from './find-all.ts';
import { Machine } from './machine.ts';
import { parseRe2 } from './parse.ts';
import { Re2Error } from './node.ts';
import { randomFrom, randomPattern, randomText } from './testing.ts';
import { unicodeVersion } from './unicode-tables.ts';

/** Go's own answers: conformance/re2 asks them. */
const source = resolve(import.meta.dirname, '../../../../conformance/re2');
/** Of older ones the syntax is smaller: (?<name>…) came with 1.22. */
const goVersion = Number(/go1\.(\d+)/.exec(spawnSync('go', ['version'], { encoding: 'utf8' }).stdout ?? '')?.[1] ?? 0);
const isGoThere = goVersion >= 22;
const folder = mkdtempSync(join(tmpdir(), 'selvedge-re2-'));
const program = join(folder, 're2');

interface Answer {
  readonly error?: string;
  readonly groups: number;
  readonly found?: readonly (readonly (readonly number[])[])[];
}

function ask(cases: readonly { pattern: string; texts: readonly Uint8Array[] }[]): Answer[] {
  const input = cases
    .map(({ pattern, texts }) =>
      JSON.stringify({ pattern, texts: texts.map((text) => Buffer.from(text).toString('base64')) }),
    )
    .join('\n');
  const { stdout, stderr, status } = spawnSync(program, { input, maxBuffer: 2 ** 30, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}

/** What we say, in the form of Go's answer: all matches with their groups. */
function ours(pattern: string, texts: readonly Uint8Array[]): Answer {
  try {
    const regexp = parseRe2(pattern);
    const finder = new Machine(compileRe2(regexp, false));
    const grouper = new Machine(compileRe2(regexp, true));
    const found = texts.map((text) =>
      findAll(finder, text, { steps: 1e9 }).map(({ start, end }) => {
        const again = grouper.find(text, start, start, { steps: 1e9 });
        expect(again, pattern).toEqual({ start, end });
        return [...grouper.found];
      }),
    );
    return { groups: regexp.groups, found };
  } catch (error) {
    if (error instanceof Re2Error) return { error: error.message, groups: 0 };
    throw error;
  }
}

describe.skipIf(!isGoThere)(
  `[3:re2-syntax] Go’s own regexp package${isGoThere ? '' : ' (skipped: there is no Go 1.22 or later here)'}`,
  () => {
    beforeAll(() => {
      const { status, stderr } = spawnSync('go', ['build', '-o', program, '.'], {
        cwd: source,
        env: { ...process.env, GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local' },
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(stderr);
    }, 120_000);

    afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

    test('gives the same matches and groups for random patterns over random texts', { timeout: 240_000 }, () => {
      const random = randomFrom(Number(process.env['SELVEDGE_SEED'] ?? 20261122));
      const cases = Array.from({ length: 4000 }, () => {
        const pattern = randomPattern(random);
        return { pattern, texts: Array.from({ length: 8 }, () => randomText(random)) };
      });
      const wrong: unknown[] = [];
      for (const [at, theirs] of ask(cases).entries()) {
        const { pattern, texts } = cases[at]!;
        const mine = ours(pattern, texts);
        if ((theirs.error === undefined) !== (mine.error === undefined))
          wrong.push([pattern, theirs.error, mine.error]);
        else if (theirs.error === undefined) {
          if (JSON.stringify(theirs.found) !== JSON.stringify(mine.found)) {
            const place = theirs.found!.findIndex(
              (one, text) => JSON.stringify(one) !== JSON.stringify(mine.found![text]),
            );
            wrong.push([pattern, Buffer.from(texts[place]!).toString(), theirs.found![place], mine.found![place]]);
          }
        }
      }
      expect(wrong).toEqual([]);
    });

    test('has the tables that ours were made from', ({ skip }) => {
      const { stdout } = spawnSync(program, ['tables'], { encoding: 'utf8' });
      if (!stdout.includes(`'${unicodeVersion}'`))
        skip(`this Go has another version of Unicode than ${unicodeVersion}`);
      const made = readFileSync(join(import.meta.dirname, 'unicode-tables.ts'), 'utf8');
      expect(texts(made) === texts(stdout)).toBe(true);
    });
  },
);

/** What stands in quotes, whatever a formatter made of it. */
function texts(source: string): string {
  return [...source.replace(/\/\*\*.*?\*\//gs, '').matchAll(/'([^'\n]*)'/g)].map((match) => match[1]).join('');
}
