/**
 * Version orders and constraints held to the tools of their ecosystems, on seeded samples. A tool that is not installed skips its test.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderOf, satisfies } from './index.ts';
import { joined, numbers, pairsOf, seed } from './testing.ts';

describe('[4:version-orders] conformance', () => {
  test('PEP 440: packaging compares, accepts and matches alike', ({ skip }) => {
    const script = `
import json, sys
from packaging.version import Version, InvalidVersion
from packaging.specifiers import SpecifierSet, InvalidSpecifier
def v(t):
    try: return Version(t)
    except InvalidVersion: return None
out = []
for a, b, s in json.load(sys.stdin):
    x, y = v(a), v(b)
    c = None if x is None or y is None else (x > y) - (x < y)
    try: m = None if x is None else SpecifierSet(s).contains(x, prereleases=True)
    except InvalidSpecifier: m = "invalid"
    out.append([x is not None, x is not None and x.is_prerelease, c, m])
print(json.dumps(out))`;
    if (spawnSync('python3', ['-c', 'import packaging.specifiers']).status !== 0)
      throw skip('Python’s packaging is not installed');
    const version = joined(
      [
        ...numbers,
        'a',
        'b1',
        'rc2',
        'alpha',
        'beta3',
        'c1',
        'pre',
        'dev',
        'dev4',
        'post',
        'post1',
        'rev2',
        'r3',
        'local',
        'ubuntu1',
      ],
      ['.', '.', '', '-', '_', '+'],
      ['', '', 'v', '1!', '0!'],
    );
    const asked = pairsOf(version, 6000).map(([a, b], index) => {
      const operator = ['==', '!=', '<', '<=', '>', '>=', '~=', '==='][index % 8] ?? '==';
      return [
        a,
        b,
        index % 3 === 0 ? `${operator}${b}.*` : index % 3 === 1 ? `${operator}${b}` : `>=${a},${operator} ${b}`,
      ] as const;
    });
    const said = JSON.parse(
      execFileSync('python3', ['-c', script], { input: JSON.stringify(asked), encoding: 'utf8' }),
    ) as [boolean, boolean, number | null, boolean | 'invalid' | null][];
    const order = orderOf('pypi')!;
    const ours = asked.map(([a, b, specifier], index) => {
      const [valid, , comparison, matches] = said[index]!;
      return [
        order.isValid(a),
        valid && order.isPrerelease(a),
        comparison === null ? null : order.compare(a, b),
        matches === null ? null : (satisfies('pypi', a, specifier) ?? 'invalid'),
      ];
    });
    expect(ours.map((one, index) => [...one, ...asked[index]!])).toEqual(
      said.map((one, index) => [...one, ...asked[index]!]),
    );
  });

  test('npm: node-semver compares, accepts and matches alike', ({ skip }) => {
    const root = spawnSync('npm', ['root', '-g'], { encoding: 'utf8' }).stdout.trim();
    const folder = [join(root, 'npm/node_modules/semver'), '/usr/lib/node_modules/npm/node_modules/semver'].find(
      (path) => existsSync(path),
    );
    if (folder === undefined) throw skip('npm’s semver was not found');
    const theirs = createRequire(import.meta.url)(folder) as {
      valid(version: string): string | null;
      compare(a: string, b: string): number;
      satisfies(version: string, range: string): boolean;
      validRange(range: string): string | null;
    };
    const order = orderOf('npm')!;
    const version = joined(
      ['0', '1', '2', '10', '01', 'a', 'rc', 'beta', 'x'],
      ['.', '.', '.', '-', '+', ''],
      ['1.2.', '0.0.', '0.1.', '1.', 'v1.0.', ''],
    );
    for (const [a, b] of pairsOf(version, 6000)) {
      expect([a, order.isValid(a)]).toEqual([a, theirs.valid(a) !== null]);
      if (theirs.valid(a) !== null && theirs.valid(b) !== null)
        expect([a, b, order.compare(a, b)]).toEqual([a, b, theirs.compare(a, b)]);
    }
    const number = fc.constantFrom('0', '1', '2', '3', '10', 'x', '*');
    const partial = fc
      .tuple(
        number,
        fc.option(number),
        fc.option(number),
        fc.constantFrom('', '', '', '-0', '-alpha.1', '-rc', '+build'),
      )
      .map(
        ([major, minor, patch, tail]) =>
          major + (minor === null ? '' : `.${minor}${patch === null ? '' : `.${patch}${tail}`}`),
      );
    const comparator = fc
      .tuple(fc.constantFrom('', '', '^', '~', '~>', '>', '<', '>=', '<=', '=', '>= ', '^ ', 'v'), partial)
      .map((parts) => parts.join(''));
    const range = fc.oneof(
      fc.array(comparator, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' ')),
      fc.tuple(partial, partial).map((parts) => parts.join(' - ')),
      fc.tuple(comparator, comparator).map((parts) => parts.join(' || ')),
      fc.constantFrom('', '*', 'latest', '||', '>1 <', '1.2.3.4', '^1.2.3-beta.2'),
    );
    const candidates = [
      '0.0.0',
      '0.0.1',
      '0.1.0',
      '0.2.3',
      '1.0.0',
      '1.2.0',
      '1.2.3',
      '1.2.3-alpha.1',
      '1.2.3-rc',
      '2.0.0-0',
      '2.0.0-alpha.1',
      '2.0.0',
      '3.1.2',
      '10.0.1',
      '1.0.0-alpha.1',
      '3.0.0-rc',
    ];
    for (const asked of fc.sample(range, { numRuns: 4000, seed })) {
      // Releases of node-semver differ on whether a number may follow an x.
      if (/[x*]\.\d/.test(asked)) continue;
      const understood = theirs.validRange(asked) !== null;
      const expected = candidates.map((candidate) => (understood ? theirs.satisfies(candidate, asked) : undefined));
      expect([asked, ...candidates.map((candidate) => satisfies('npm', candidate, asked))]).toEqual([
        asked,
        ...expected,
      ]);
    }
  });

  test('Debian: dpkg compares alike', ({ skip }) => {
    if (spawnSync('dpkg', ['--version']).status !== 0) throw skip('dpkg is not installed');
    const version = joined(
      [...numbers, 'a', 'rc1', 'B', '~', '~~', '+b1', 'ubuntu1', 'dfsg'],
      ['.', '.', '-', '~', '+', ''],
      ['', '1:', '0:'],
    );
    const order = orderOf('deb')!;
    const pairs = pairsOf(version, 3000)
      .filter(([a, b]) => order.isValid(a) && order.isValid(b))
      .slice(0, 800);
    const script =
      'while read -r a b; do if dpkg --compare-versions "$a" lt "$b"; then echo -1; elif dpkg --compare-versions "$a" eq "$b"; then echo 0; else echo 1; fi; done';
    const said = execFileSync('sh', ['-c', script], {
      input: pairs.map((pair) => pair.join(' ')).join('\n') + '\n',
      encoding: 'utf8',
    })
      .trim()
      .split('\n')
      .map(Number);
    expect(pairs.map(([a, b]) => [a, b, order.compare(a, b)])).toEqual(
      pairs.map(([a, b], index) => [a, b, said[index]]),
    );
  });

  test('RPM: rpmvercmp compares alike', ({ skip }) => {
    if (spawnSync('rpm', ['--version']).status !== 0) throw skip('rpm is not installed');
    const folder = mkdtempSync(join(tmpdir(), 'selvedge-rpm-'));
    try {
      const version = joined(
        [...numbers, 'a', 'rc1', 'B', 'el8', 'fc39', 'git'],
        ['.', '.', '~', '^', '_', '+', '', '..'],
      );
      const pairs = pairsOf(version, 4000).filter(([a, b]) => a !== '' && b !== '');
      writeFileSync(join(folder, 'pairs'), pairs.map((pair) => pair.join(' ')).join('\n') + '\n');
      const lua = `%{lua: for line in io.lines("${join(folder, 'pairs')}") do local a, b = line:match("^(%S+) (%S+)$"); print(rpm.vercmp(a, b) .. " ") end}`;
      const said = execFileSync('rpm', ['--eval', lua], { encoding: 'utf8' }).trim().split(/\s+/).map(Number);
      const order = orderOf('rpm')!;
      expect(said.length).toBe(pairs.length);
      expect(pairs.map(([a, b]) => [a, b, order.compare(a, b)])).toEqual(
        pairs.map(([a, b], index) => [a, b, said[index]]),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});
