/**
 * Version orders and constraints held to the tools of their ecosystems, on seeded samples. A tool that is not installed skips its test.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderOf, satisfies } from './index.ts';
import { normaliseComposer } from './versions/composer.ts';

const seed = 20_260_401;

/** Pairs of versions, half of them alike but for one piece. */
function pairsOf(one: fc.Arbitrary<string>, count: number): [string, string][] {
  const alike = fc.tuple(one, fc.nat(), one).map(([version, at, other]): [string, string] => {
    const cut = at % (version.length + 1);
    return [version, version.slice(0, cut) + other.slice(at % (other.length + 1))];
  });
  return fc.sample(fc.oneof(fc.tuple(one, one), alike), { numRuns: count, seed });
}

function joined(
  pieces: readonly string[],
  separators: readonly string[],
  prefixes: readonly string[] = [''],
): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom(...prefixes),
      fc.array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...separators)), { minLength: 1, maxLength: 6 }),
    )
    .map(
      ([prefix, parts]) =>
        prefix + parts.map(([piece, separator], index) => (index === 0 ? piece : separator + piece)).join(''),
    );
}

const numbers = ['0', '1', '2', '9', '10', '11', '00', '01', '100000', '20240101'];

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
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('RubyGems: Gem::Version and Gem::Requirement compare, accept and match alike', ({ skip }) => {
    if (spawnSync('ruby', ['--version']).status !== 0) throw skip('ruby is not installed');
    const script = `
require 'json'
puts JSON.generate(JSON.parse($stdin.read).map { |a, b, asked|
  x = Gem::Version.correct?(a) ? Gem::Version.new(a) : nil
  y = Gem::Version.correct?(b) ? Gem::Version.new(b) : nil
  requirement = begin; Gem::Requirement.new(asked); rescue Gem::Requirement::BadRequirementError; nil; end
  [!x.nil?, !x.nil? && x.prerelease? ? true : false, x && y ? (x <=> y) : nil, x && requirement ? requirement.satisfied_by?(x) : nil]
})`;
    const version = joined([...numbers, 'a', 'b1', 'rc', 'pre', 'beta2', 'x'], ['.', '.', '.', '-', '']);
    const asked = pairsOf(version, 4000).map(([a, b], index) => {
      const operator = ['~>', '>=', '<', '!=', '=', '<=', '>', ''][index % 8] ?? '';
      return [a, b, `${operator} ${b}`] as const;
    });
    const said = JSON.parse(
      execFileSync('ruby', ['-e', script], { input: JSON.stringify(asked), encoding: 'utf8' }),
    ) as [boolean, boolean, number | null, boolean | null][];
    const order = orderOf('gem')!;
    const ours = asked.map(([a, b, requirement], index) => {
      const [valid, , comparison, matches] = said[index]!;
      return [
        order.isValid(a),
        valid && order.isPrerelease(a),
        comparison === null ? null : order.compare(a, b),
        matches === null ? null : satisfies('gem', a, requirement),
      ];
    });
    expect(ours.map((one, index) => [...one, ...asked[index]!])).toEqual(
      said.map((one, index) => [...one, ...asked[index]!]),
    );
  });

  test('Composer: composer/semver normalises, compares and matches alike', ({ skip }) => {
    const library = '/usr/share/php/Composer/Semver/autoload.php';
    if (!existsSync(library) || spawnSync('php', ['--version']).status !== 0)
      throw skip('php or composer/semver is not installed');
    const script = `
require '${library}';
$parser = new Composer\\Semver\\VersionParser();
$normal = function ($text) use ($parser) { try { return $parser->normalize($text); } catch (UnexpectedValueException $e) { return null; } };
$out = [];
foreach (json_decode(stream_get_contents(STDIN)) as [$a, $b, $asked]) {
  $x = $normal($a); $y = $normal($b); $matches = 'invalid';
  try { $parser->parseConstraints($asked); $matches = $x === null ? null : Composer\\Semver\\Semver::satisfies($a, $asked); } catch (UnexpectedValueException $e) {}
  $comparable = $x !== null && $y !== null && strpos($x, 'dev-') !== 0 && strpos($y, 'dev-') !== 0;
  $out[] = [$x, $comparable ? version_compare($x, $y) : null, $matches];
}
echo json_encode($out);`;
    // Dates are left out: releases of composer/semver differ on how many numbers may follow one.
    const version = joined(
      ['0', '1', '2', '10', '00', 'alpha', 'b1', 'RC2', 'p1', 'dev', 'x'],
      ['.', '.', '.', '-', ''],
      ['', '', 'v', '1.2.', '0.3.'],
    );
    const asked = pairsOf(version, 5000).map(([a, b], index) => {
      const operator = ['^', '~', '>=', '<', '!=', '', '<=', '>'][index % 8] ?? '';
      const last = index % 5 === 0 ? '.*' : index % 7 === 0 ? '@beta' : '';
      return [
        a,
        b,
        index % 11 === 0 && !a.startsWith('dev')
          ? `${a} - ${b}`
          : index % 13 === 0
            ? `>=${a} <${b} || ${b}`
            : `${operator}${b}${last}`,
      ] as const;
    });
    const said = JSON.parse(
      execFileSync('php', ['-d', 'error_reporting=0', '-r', script], {
        input: JSON.stringify(asked),
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      }),
    ) as [string | null, number | null, boolean | 'invalid' | null][];
    const order = orderOf('composer')!;
    const ours = asked.map(([a, b, constraint], index) => {
      const [, comparison, matches] = said[index]!;
      return [
        normaliseComposer(a) ?? null,
        comparison === null ? null : order.compare(a, b),
        matches === null ? null : (satisfies('composer', a, constraint) ?? 'invalid'),
      ];
    });
    expect(ours.map((one, index) => [...one, ...asked[index]!])).toEqual(
      said.map((one, index) => [...one, ...asked[index]!]),
    );
  });

  test('Go: golang.org/x/mod/semver compares alike', { timeout: 120_000 }, ({ skip }) => {
    if (spawnSync('go', ['version']).status !== 0) throw skip('go is not installed');
    const version = joined(
      ['0', '1', '2', '10', '01', 'a', 'rc', 'beta1', '20210101120000'],
      ['.', '.', '.', '-', '+', ''],
      ['v1.2.', 'v0.0.', 'v0.1.', 'v1.', 'v'],
    );
    const order = orderOf('golang')!;
    const pairs = pairsOf(version, 6000);
    const ran = spawnSync('go', ['run', '.'], {
      cwd: resolve(import.meta.dirname, '../../../conformance/versions'),
      env: { ...process.env, GOFLAGS: '-mod=readonly', GOTOOLCHAIN: 'local' },
      input: pairs.map((pair) => JSON.stringify(pair)).join('\n'),
      encoding: 'utf8',
    });
    if (ran.status !== 0 && /dial tcp|no such host|i\/o timeout|module lookup disabled|proxyconnect/.test(ran.stderr))
      throw skip(`go cannot fetch golang.org/x/mod: ${ran.stderr}`);
    expect(ran.stderr).toBe('');
    for (const [index, line] of ran.stdout.trim().split('\n').entries()) {
      const [a, b] = pairs[index]!;
      const [comparison, validA, validB] = line.split(' ');
      expect([a, order.isValid(a)]).toEqual([a, validA === 'true']);
      if (validA === 'true' && validB === 'true')
        expect([a, b, order.compare(a, b)]).toEqual([a, b, Number(comparison)]);
    }
  });

  test('Cargo: the semver crate accepts and matches alike', { timeout: 180_000 }, ({ skip }) => {
    if (spawnSync('cargo', ['--version']).status !== 0) throw skip('cargo is not installed');
    const number = fc.constantFrom('0', '0', '1', '2', '3', '10');
    const prerelease = fc.constantFrom('', '', '', '-alpha', '-alpha.1', '-rc.2', '-0');
    const version = fc
      .tuple(number, number, number, prerelease, fc.constantFrom('', '', '+b'))
      .map(([major, minor, patch, pre, build]) => `${major}.${minor}.${patch}${pre}${build}`);
    const partial = fc.oneof(
      number,
      fc.tuple(number, number).map((parts) => parts.join('.')),
      version,
      fc.tuple(number, fc.constantFrom('*', 'x')).map((parts) => parts.join('.')),
      fc.tuple(number, number).map((parts) => `${parts.join('.')}.*`),
      fc.constant('*'),
    );
    const comparator = fc
      .tuple(fc.constantFrom('', '', '^', '~', '=', '>', '<', '>=', '<=', '>= ', '^ '), partial)
      .map((parts) => parts.join(''));
    const requirement = fc.oneof(
      comparator,
      fc.tuple(comparator, fc.constantFrom(',', ', '), comparator).map((parts) => parts.join('')),
    );
    const pairs = fc.sample(fc.tuple(version, requirement), { numRuns: 6000, seed });
    const target = mkdtempSync(join(tmpdir(), 'selvedge-cargo-'));
    try {
      const ran = spawnSync('cargo', ['run', '--quiet', '--locked'], {
        cwd: resolve(import.meta.dirname, '../../../conformance/cargo'),
        env: { ...process.env, CARGO_TARGET_DIR: target },
        input: pairs.map((pair) => pair.join('\t')).join('\n'),
        encoding: 'utf8',
      });
      if (
        ran.status !== 0 &&
        /failed to (?:download|get|fetch)|Could not resolve host|spurious network/i.test(ran.stderr)
      )
        throw skip(`cargo cannot fetch semver: ${ran.stderr}`);
      expect(ran.stderr).toBe('');
      const words = new Map<boolean | undefined, string>([
        [true, 'true'],
        [false, 'false'],
        [undefined, 'no requirement'],
      ]);
      const said = ran.stdout.split('\n');
      const ours = pairs.map(([one, asked]) => [one, asked, words.get(satisfies('cargo', one, asked))]);
      expect(ours).toEqual(pairs.map(([one, asked], index) => [one, asked, said[index]]));
    } finally {
      rmSync(target, { recursive: true, force: true });
    }
  });

  test('Maven: ComparableVersion compares alike', { timeout: 120_000 }, ({ skip }) => {
    // Maven 4 settled how qualifiers with numbers compare (3.8 orders them otherwise).
    const jar = jarsOf(join(homedir(), '.m2/repository/org/apache/maven/maven-artifact')).find((path) =>
      /-4\.[^/]*\.jar$/.test(path),
    );
    if (jar === undefined || spawnSync('java', ['-version']).status !== 0)
      throw skip('Java, or maven-artifact 4 in ~/.m2, is not there');
    // Qualifiers stand at the end, as people put them; in the middle Maven’s own comparison runs in circles (see maven.ts).
    const number = fc.constantFrom('1', '2', '10', '0', '01', '20240101');
    const word = fc.constantFrom(
      'alpha',
      'beta',
      'a',
      'b',
      'm',
      'M',
      'rc',
      'CR',
      'sp',
      'final',
      'GA',
      'foo',
      'jre',
      'RELEASE',
      'android',
    );
    const version = fc
      .tuple(
        fc.array(number, { minLength: 1, maxLength: 4 }),
        fc.option(fc.tuple(fc.constantFrom('-', '.', ''), word, fc.constantFrom('', '1', '2', '-1', '-10', '11'))),
        fc.constantFrom('', '', '', '-SNAPSHOT'),
      )
      .map(
        ([parts, qualifier, snapshot]) =>
          `${parts.join('.')}${qualifier === null ? '' : qualifier.join('')}${snapshot}`,
      );
    // Maven has 1 == 1-ga1 and 1 == 1-ga2, but 1-ga1 < 1-ga2: no order.
    const decided = version.filter((text) => !/(?:final|ga|release)-?\d/i.test(text));
    const pairs = fc
      .sample(fc.tuple(decided, decided), { numRuns: 3000, seed })
      .filter(([a, b]) => a !== '' && b !== '' && !a.startsWith('-') && !b.startsWith('-'));
    const said = execFileSync(
      'java',
      ['-cp', jar, 'org.apache.maven.artifact.versioning.ComparableVersion', ...pairs.flat()],
      { encoding: 'utf8', maxBuffer: 1 << 26 },
    );
    const order = orderOf('maven')!;
    const signs: Record<string, number> = { '<': -1, '==': 0, '>': 1 };
    const wrong: unknown[] = [];
    const lines = said.split('\n').filter((line) => /^ {3}\S/.test(line));
    for (const line of lines) {
      const [a = '', sign = '', b = ''] = line.trim().split(' ');
      if (order.compare(a, b) !== signs[sign]) wrong.push([a, sign, b, order.compare(a, b)]);
    }
    expect(wrong).toEqual([]);
  });
});

function jarsOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
}
