/**
 * The index of advisories: how large it is, how fast it opens, how fast it matches, and whether it says what OSV's algorithm says.
 * `node bench/dependencies.ts --advisories FOLDER [--pairs 200000] [--sboms 10000]`; FOLDER has OSV dumps, one zip for each ecosystem.
 * Everything in one process and on one core; `--pairs 0` leaves the oracle out, which takes minutes.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Advisories, openAdvisories, updateSource } from '#ground/advisories';
import { agreementOn, randomFrom } from '../src/ground/advisories/oracle/agreement.ts';
import type { RawRecord } from '../src/ground/advisories/oracle/literal.ts';
import { dumpsIn, recordsOfDump } from '../src/ground/advisories/testing.ts';

const { values } = parseArgs({
  options: {
    advisories: { type: 'string' },
    pairs: { type: 'string', default: '200000' },
    sboms: { type: 'string', default: '10000' },
  },
});
const folder = values.advisories ?? process.env['SELVEDGE_ADVISORIES'];
if (folder === undefined) {
  process.stderr.write('Say which advisories: --advisories FOLDER, with OSV dumps in it.\n');
  process.exit(2);
}

const home = mkdtempSync(join(tmpdir(), 'selvedge-bench-advisories-'));
try {
  const dumps = new Map<string, readonly RawRecord[]>();
  await build(folder, dumps);
  const index = open();
  const purls = purlsOf(dumps);
  const random = randomFrom(4);
  const pick = (): string => purls[Math.floor(random() * purls.length)] as string;
  const shared = Array.from({ length: 50_000 }, pick);
  match(
    index,
    'that share 50,000 package versions, some far more than others',
    Number(values.sboms),
    () => shared[Math.floor(random() ** 3 * shared.length)] as string,
  );
  index.close();
  const fresh = openAdvisories(home);
  match(fresh, 'of any package at any version alike', Number(values.sboms), pick);
  if (Number(values.pairs) > 0) oracle(fresh, dumps, Number(values.pairs));
  fresh.close();
} finally {
  rmSync(home, { recursive: true, force: true });
}

async function build(from: string, dumps: Map<string, readonly RawRecord[]>): Promise<void> {
  let parsing = 0;
  let building = 0;
  let records = 0;
  for (const { name, path } of dumpsIn(from)) {
    const inputs = [...recordsOfDump(path)];
    const source = { id: name.toLowerCase(), limitHours: 48 };
    let since = performance.now();
    dumps.set(
      source.id,
      inputs.map(({ content }) => JSON.parse(Buffer.from(content as Uint8Array).toString()) as RawRecord),
    );
    parsing += performance.now() - since;
    since = performance.now();
    const report = await updateSource(home, {
      source,
      checkedAt: Date.now(),
      content: { kind: 'records', complete: true, records: inputs },
    });
    building += performance.now() - since;
    records += report.records;
    if (report.problems.count > 0)
      say(`${name}: ${report.problems.count} problems, first: ${report.problems.named[0]}`);
    since = performance.now();
    const again = await updateSource(home, {
      source,
      checkedAt: Date.now(),
      content: { kind: 'records', complete: true, records: inputs },
    });
    if (again.wrote !== 'nothing') throw new Error(`${name}: the same again wrote ${again.wrote}`);
  }
  const size = readdirSync(home).reduce((sum, file) => sum + statSync(join(home, file)).size, 0);
  say(`${records} records: built in ${seconds(building)}, ${(building / parsing).toFixed(1)} × JSON.parse of them`);
  say(`size on disk ${(size / 1e6).toFixed(1)} MB (to be under 40)`);
}

function open(): Advisories {
  const times: number[] = [];
  for (let round = 0; round < 15; round++) {
    const since = performance.now();
    const index = openAdvisories(home);
    times.push(performance.now() - since);
    index.close();
  }
  const since = performance.now();
  const index = openAdvisories(home);
  index.match('pkg:npm/lodash@4.17.10');
  const first = performance.now() - since;
  say(`opens in ${median(times).toFixed(2)} ms (to be under 30); opened and first match ${first.toFixed(1)} ms`);
  return index;
}

/** Every package that the advisories speak of, with versions that they name, and as many that they do not speak of. */
function purlsOf(dumps: ReadonlyMap<string, readonly RawRecord[]>): string[] {
  const types: Readonly<Record<string, string>> = {
    npm: 'npm',
    PyPI: 'pypi',
    Go: 'golang',
    Maven: 'maven',
    Packagist: 'composer',
    'crates.io': 'cargo',
  };
  const versions = new Map<string, Set<string>>();
  for (const { affected } of [...dumps.values()].flat()) {
    for (const {
      package: { ecosystem, name },
      ranges = [],
      versions: listed = [],
    } of affected) {
      const path = name.replace(':', '/').split('/').map(encodeURIComponent).join('/');
      const key = `pkg:${types[ecosystem]}/${path}`;
      const known = versions.get(key) ?? new Set();
      for (const version of listed) known.add(version);
      for (const range of ranges)
        if (range.type !== 'GIT')
          for (const event of range.events) for (const version of Object.values(event)) known.add(version as string);
      versions.set(key, known);
    }
  }
  const purls: string[] = [];
  for (const [key, known] of versions) {
    for (const version of known)
      purls.push(`${key}@${encodeURIComponent(version)}`, `${key}@${encodeURIComponent(version)}.7`);
    purls.push(`${key}-plugin@1.0.0`, `${key}-core@2.1.3`);
  }
  return purls;
}

function match(index: Advisories, kind: string, sboms: number, pick: () => string): void {
  const drawn = Array.from({ length: sboms * 100 }, pick);
  // As they come out of a parser: texts of their own, one behind the other.
  const all = JSON.parse(JSON.stringify(drawn)) as string[];
  const distinct = new Set(all).size;
  // What any program does that looks each package up in a map, for comparison.
  const known = new Map([...new Set(all)].map((purl, number) => [purl, number]));
  let since = cpu();
  let sum = 0;
  for (const purl of all) sum += known.get(purl) ?? 0;
  const floor = cpu() - since;
  const before = process.memoryUsage().rss;
  since = cpu();
  let affected = 0;
  let matches = 0;
  for (const purl of all) {
    const found = index.match(purl);
    matches += found.length;
    if (found.length > 0) affected++;
  }
  const cold = cpu() - since;
  const after = process.memoryUsage().rss;
  since = cpu();
  for (const purl of all) matches += index.match(purl).length;
  const warm = cpu() - since;
  say(`${sboms} SBOMs of 100 packages ${kind} (${distinct} distinct, ${affected} of ${all.length} affected)`);
  say(`  matched in ${seconds(cold)} of CPU time (to be under 5 s), again in ${seconds(warm)}`);
  say(
    `  ${(cold / floor).toFixed(1)} × one lookup of each in a Map; ${Math.round((after - before) / 1e6)} MB more memory; ${matches + (sum === -1 ? 1 : 0)} matches in both`,
  );
}

function oracle(index: Advisories, dumps: ReadonlyMap<string, readonly RawRecord[]>, pairs: number): void {
  const since = performance.now();
  const { answers, affected, unknown, circular, differences } = agreementOn(index, dumps, pairs, 2026);
  say(
    `${pairs} pairs of package and version against OSV's algorithm: ${answers} answers of records (${affected} affected, ${unknown} unknown), ${circular} pairs left out as circular, ${differences.length} differences, ${seconds(performance.now() - since)}`,
  );
  for (const difference of differences.slice(0, 20)) say(`  ${JSON.stringify(difference)}`);
  if (differences.length > 0) process.exitCode = 1;
}

/** Of this process, in milliseconds: what one core takes, whatever else the machine does. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] as number;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
