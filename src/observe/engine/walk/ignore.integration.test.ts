import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { matchIgnoreFile, parseIgnoreFile } from './ignore.ts';

const root = mkdtempSync(join(tmpdir(), 'selvedge-ignore-'));
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
execFileSync('git', ['init', '-q', root]);
mkdirSync(join(root, 'base'));

/** Which of the paths `git check-ignore` finds ignored; it reads paths that do not exist as files. */
function byGit(ignoreFile: string, paths: readonly string[], base: string): boolean[] {
  writeFileSync(join(root, '.gitignore'), '');
  writeFileSync(join(root, 'base/.gitignore'), '');
  writeFileSync(join(root, base, '.gitignore'), ignoreFile);
  const { stdout } = spawnSync(
    'git',
    [
      '-c',
      'core.excludesFile=/dev/null',
      '-c',
      'core.ignoreCase=false',
      'check-ignore',
      '--no-index',
      '-v',
      '-n',
      '-z',
      '--stdin',
    ],
    { cwd: root, input: Buffer.from(`${paths.join('\0')}\0`), encoding: 'latin1' },
  );
  const fields = stdout.split('\0');
  return paths.map((_, i) => fields[4 * i] !== '' && !(fields[4 * i + 2] ?? '').startsWith('!'));
}

/** The same with our matcher: folders on the way first, as a walk does. */
function byUs(ignoreFile: string, paths: readonly string[], base: string): boolean[] {
  const file = parseIgnoreFile(ignoreFile, base, '.gitignore');
  return paths.map((path) => {
    const segments = path.split('/');
    return segments.some((_, i) => {
      const part = segments.slice(0, i + 1).join('/');
      if (base !== '' && !part.startsWith(`${base}/`)) return false;
      return matchIgnoreFile(file, part, i < segments.length - 1, false)?.ignored === true;
    });
  });
}

const segment = fc.stringMatching(/^[abé.\-\]]{1,4}$/).filter((name) => name !== '.' && name !== '..');
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));
const piece = fc.constantFrom(
  'a',
  'b',
  'é',
  '.',
  '*',
  '**',
  '***',
  '?',
  '/',
  '/',
  '**/',
  '/**',
  '[ab]',
  '[!a]',
  '[^b]',
  '[a-b]',
  '[]a]',
  '[a',
  '[[:alpha:]]',
  '[[:foo:]]',
  '[a-',
  '\\a',
  '\\*',
  '\\',
  ' ',
  '\\ ',
  '-',
  ']',
);
const line = fc
  .tuple(fc.constantFrom('', '', '', '!', '/', '#', '\\!'), fc.array(piece, { maxLength: 6 }))
  .map(([start, pieces]) => start + pieces.join(''));
const ignoreFile = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 5 }), fc.constantFrom('\n', '\r\n'))
  .map(([lines, end]) => lines.join(end));

test('The matcher ignores what git check-ignore ignores', () => {
  fc.assert(
    fc.property(
      ignoreFile,
      fc.array(path, { minLength: 5, maxLength: 40 }),
      fc.constantFrom('', 'base'),
      (text, paths, base) => {
        const asked = [...new Set(paths)].map((each) => (base === '' ? each : `${base}/${each}`));
        expect(byUs(text, asked, base)).toEqual(byGit(text, asked, base));
      },
    ),
    { numRuns: Number(process.env['SELVEDGE_RUNS'] ?? 150) },
  );
});
