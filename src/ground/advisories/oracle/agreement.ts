import type { Advisories } from '../advisories.ts';
import { type Answer, inOrder, isCircular, isVulnerable, type RawRecord } from './literal.ts';

/** The same question to the index and to the algorithm as it is written. */
export interface Agreement {
  /** How many pairs of package and version were asked about, and how many answers of records were compared. */
  readonly pairs: number;
  readonly answers: number;
  readonly affected: number;
  readonly unknown: number;
  /** Pairs that were left out: the ecosystem's own comparison runs in circles about the version. */
  readonly circular: number;
  /** The first hundred. */
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly purl: string;
  readonly source: string;
  readonly record: string;
  readonly index: Answer;
  readonly literally: Answer;
}

/** Records as they came, by source. */
export type Dumps = ReadonlyMap<string, readonly RawRecord[]>;

/** `pairs` are drawn by a seed: half of them from all packages alike, half from all records alike. */
export function agreementOn(index: Advisories, dumps: Dumps, pairs: number, seed: number): Agreement {
  const random = randomFrom(seed);
  const packages = packagesOf(dumps);
  const byRecord = packages.flatMap((one) => one.records.map(() => one));
  const draws = new Map<OraclePackage, number>();
  for (let drawn = 0; drawn < pairs; drawn++) {
    const from = drawn % 2 === 0 ? packages : byRecord;
    const one = from[Math.floor(random() * from.length)] as OraclePackage;
    draws.set(one, (draws.get(one) ?? 0) + 1);
  }
  const counts = { answers: 0, affected: 0, unknown: 0, circular: 0 };
  const differences: Difference[] = [];
  for (const [one, times] of draws) {
    const versions = candidatesOf(one);
    const sorted = inOrder(one.ecosystem, versions);
    for (let time = 0; time < times; time++) {
      const version = mutated(versions[Math.floor(random() * versions.length)] as string, random);
      if (isCircular(one.ecosystem, sorted, version)) {
        counts.circular++;
        continue;
      }
      const purl = `${one.purl}@${encodeURIComponent(version)}`;
      const said = saidByIndex(index, purl);
      for (const { source, record, name } of one.records) {
        const literally =
          record.withdrawn === undefined ? isVulnerable(one.ecosystem, name, version, record) : 'unaffected';
        const answer = said.get(`${source} ${record.id}`) ?? 'unaffected';
        counts.answers++;
        if (literally === 'affected') counts.affected++;
        if (literally === 'unknown') counts.unknown++;
        if (answer !== literally && differences.length < 100)
          differences.push({ purl, source, record: record.id, index: answer, literally });
      }
    }
  }
  return { pairs, ...counts, differences };
}

interface OraclePackage {
  readonly ecosystem: string;
  /** Without a version. */
  readonly purl: string;
  readonly records: readonly { readonly source: string; readonly name: string; readonly record: RawRecord }[];
}

function packagesOf(dumps: Dumps): OraclePackage[] {
  const packages = new Map<
    string,
    { ecosystem: string; purl: string; records: { source: string; name: string; record: RawRecord }[] }
  >();
  for (const [source, records] of dumps) {
    for (const record of records) {
      const names = new Set(record.affected.map(({ package: { ecosystem, name } }) => `${ecosystem}\n${name}`));
      for (const both of names) {
        const [ecosystem = '', name = ''] = both.split('\n');
        const purl = purlOf(ecosystem, name);
        const known = packages.get(purl) ?? { ecosystem, purl, records: [] };
        known.records.push({ source, name, record });
        packages.set(purl, known);
      }
    }
  }
  return [...packages.values()];
}

function purlOf(ecosystem: string, name: string): string {
  switch (ecosystem) {
    case 'PyPI':
      return `pkg:pypi/${name.toLowerCase().replace(/[-_.]+/g, '-')}`;
    case 'Go':
      return `pkg:golang/${path(name)}`;
    case 'Maven':
      return `pkg:maven/${path(name.replace(':', '/'))}`;
    case 'Packagist':
      return `pkg:composer/${path(name.toLowerCase())}`;
    case 'crates.io':
      return `pkg:cargo/${path(name)}`;
    default:
      return `pkg:npm/${path(name)}`;
  }
}

function path(text: string): string {
  return text.split('/').map(encodeURIComponent).join('/');
}

function candidatesOf({ ecosystem, records }: OraclePackage): string[] {
  const versions = new Set<string>(['0', '1.0.0']);
  for (const { name, record } of records) {
    for (const affected of record.affected) {
      if (affected.package.ecosystem !== ecosystem || affected.package.name !== name) continue;
      for (const version of affected.versions ?? []) versions.add(version);
      for (const range of affected.ranges ?? []) {
        if (range.type === 'GIT') continue;
        for (const event of range.events) for (const version of Object.values(event)) versions.add(version);
      }
    }
  }
  return [...versions];
}

/** Half of the time the version itself; else one beside it, before it, or none at all. */
function mutated(version: string, random: () => number): string {
  if (random() < 0.5) return version;
  const step = (by: number): string =>
    version.replace(/\d+(?!.*\d)/, (digits) => String(Math.max(0, Number(digits) + by)));
  const ways = [
    () => step(1),
    () => step(-1),
    () => `${version}.1`,
    () => `${version}.0`,
    () => `${version}-rc.1`,
    () => `${version}-alpha`,
    () => `${version}rc1`,
    () => `${version}.dev1`,
    () => `${version}.post1`,
    () => `${version}-SNAPSHOT`,
    () => `${version}+build.5`,
    () => `v${version}`,
    () => version.replace(/[-+].*$/s, ''),
    () => version.replace(/\.\d+$/, ''),
    () => `${step(1)}-beta.2`,
    () => 'latest',
  ];
  return (ways[Math.floor(random() * ways.length)] as () => string)();
}

function saidByIndex(index: Advisories, purl: string): ReadonlyMap<string, Answer> {
  const said = new Map<string, Answer>();
  for (const { advisory, verdict, conflicts } of index.match(purl)) {
    if (conflicts !== undefined) for (const { source, id, says } of conflicts) said.set(`${source} ${id}`, says);
    else for (const { source, id } of index.detail(advisory).records) said.set(`${source} ${id}`, verdict);
  }
  return said;
}

/** mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
