/**
 * Version orders and constraints held to the tools of their ecosystems, on seeded samples. A tool that is not installed skips its test.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderOf, satisfies } from './index.ts';
import { normaliseComposer } from './versions/composer.ts';
import { joined, numbers, pairsOf, seed } from './testing.ts';

describe('[4:version-orders] conformance', () => {
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
      rmSync(target, { recursive: true, force: true, maxRetries: 5 });
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
