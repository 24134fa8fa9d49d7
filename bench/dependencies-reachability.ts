/**
 * How many findings about dependencies reachability ranks lower, on real projects.
 *     node bench/dependencies-reachability.ts [--advisories INDEX | --osv DUMPS] [--installed] [--sample COUNT --seed TEXT] [--json] FOLDER...
 * INDEX is an index as `selvedge advisories` keeps it; DUMPS a folder of OSV's per-ecosystem zips. --installed looks into
 * node_modules, vendor and Go's module cache too. --sample prints so many of those that are called not observed, to be checked by hand.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { type Advisories, openAdvisories, updateSource } from '#ground/advisories';
import { linkFiles, readDependencyFile, readersOf, ReadFailure } from '#ground/inventory';
import type { DependencyFile, FileFacts } from '#ground/model';
import { dataHome } from '#ground/places';
import { openReachability, type Reachability, symbolsOf, type UsageFacts, usageAnalyzer } from '#observe/usage';
import { installedCode } from '../src/flows/scan/installed-code.ts';
import { dumpsIn, recordsOfDump } from '../src/ground/advisories/testing.ts';
import { randomFrom, sample } from './secrets-accuracy/random.ts';

const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    advisories: { type: 'string' },
    osv: { type: 'string' },
    installed: { type: 'boolean', default: false },
    sample: { type: 'string' },
    seed: { type: 'string', default: 'reachability' },
    json: { type: 'boolean', default: false },
  },
});

interface Judged {
  readonly project: string;
  readonly purl: string;
  readonly advisory: string;
  readonly file: string;
  readonly scope: string;
  readonly symbols: readonly string[];
  readonly reachability: Reachability;
}

const advisories = await opened();
const judged = folders.flatMap((folder) => judgeProject(folder));
if (options.json) console.log(JSON.stringify(judged, undefined, 1));
else report();
advisories.close();

async function opened(): Promise<Advisories> {
  if (options.osv === undefined) return openAdvisories(options.advisories ?? join(dataHome(), 'advisories'));
  const folder = options.advisories ?? mkdtempSync(join(tmpdir(), 'selvedge-bench-'));
  for (const { name, path } of dumpsIn(options.osv))
    await updateSource(folder, {
      source: { id: name.toLowerCase(), origin: path, limitHours: 24 * 365 * 10 },
      checkedAt: Date.now(),
      content: { kind: 'records', complete: true, records: recordsOfDump(path) },
    });
  if (options.advisories === undefined) process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return openAdvisories(folder);
}

function judgeProject(root: string): Judged[] {
  const started = performance.now();
  const listed: DependencyFile[] = [];
  const facts: FileFacts<UsageFacts>[] = [];
  const session = usageAnalyzer.open(new Map(), { projectKey: '' });
  for (const path of filesIn(root)) {
    const { size } = statSync(join(root, path));
    const isDependencyFile = readersOf(path).length > 0;
    if (!isDependencyFile && !usageAnalyzer.wants({ path, size })) continue;
    const bytes = readFileSync(join(root, path));
    if (isDependencyFile) listed.push(...read(path, bytes));
    if (!usageAnalyzer.wants({ path, size })) continue;
    const found = session.extract({ path, size, bytes }, performance.now() + 5000);
    if (found.facts !== undefined) facts.push({ path, facts: found.facts });
  }
  const read_ = performance.now();
  const inventory = linkFiles(listed).filter(({ role }) => role === 'lockfile' || role === 'installed');
  const judge = openReachability({
    usage: { files: facts },
    inventory,
    ...(options.installed && installedCode({ root })),
  });
  const all = inventory.flatMap((file) =>
    file.packages.flatMap((listed, position) =>
      advisories
        .match(listed.purl)
        .filter(({ kind, verdict }) => kind === 'vulnerability' && verdict === 'affected')
        .map(({ advisory, id }): Judged => {
          const symbols = symbolsOf(listed.purl, advisories.detail(advisory));
          return {
            project: root,
            purl: listed.purl,
            advisory: id,
            file: file.path,
            scope: listed.scope ?? 'production',
            symbols: symbols.flatMap(({ path, names }) => (names.length > 0 ? names : [path ?? ''])),
            reachability: judge({ file, position, symbols }),
          };
        }),
    ),
  );
  console.error(
    `${root}: ${facts.length} files with facts, read in ${Math.round(read_ - started)} ms; ${all.length} findings judged in ${Math.round(performance.now() - read_)} ms`,
  );
  return all;
}

function read(path: string, bytes: Uint8Array): DependencyFile[] {
  try {
    const file = readDependencyFile({ path, bytes }, performance.now() + 20_000);
    return file === undefined ? [] : [file];
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    console.error(`${path}: ${error.message}`);
    return [];
  }
}

function* filesIn(root: string, folder = root): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== '.git' && entry.name !== 'node_modules') yield* filesIn(root, path);
    else if (entry.isFile()) yield relative(root, path).replaceAll(sep, '/');
  }
}

function report(): void {
  for (const project of folders) {
    const of = judged.filter((one) => one.project === project);
    const count = (verdict: string, list: readonly Judged[]) =>
      list.filter(({ reachability }) => reachability.verdict === verdict).length;
    const row = (name: string, list: readonly Judged[]) => {
      const share = (verdict: string) =>
        `${count(verdict, list)} (${Math.round((100 * count(verdict, list)) / Math.max(1, list.length))} %)`;
      console.log(
        `  ${name.padEnd(34)} ${String(list.length).padStart(5)}  reachable ${share('reachable')}, not observed ${share('not-observed')}, unknown ${share('unknown')}`,
      );
    };
    console.log(project);
    row('findings', of);
    row(
      'shipped',
      of.filter(({ scope }) => scope === 'production'),
    );
    row(
      'whose advisory names symbols',
      of.filter(({ symbols }) => symbols.length > 0),
    );
    for (const type of new Set(of.map(({ purl }) => purl.slice(4, purl.indexOf('/')))))
      row(
        type,
        of.filter(({ purl }) => purl.startsWith(`pkg:${type}/`)),
      );
  }
  if (options.sample === undefined) return;
  const random = randomFrom(options.seed);
  const candidates = judged.filter(({ reachability }) => reachability.verdict === 'not-observed');
  console.log(`\n${candidates.length} not observed, of these:`);
  for (const { project, file, purl, advisory, scope, symbols, reachability } of sample(
    candidates,
    Number(options.sample),
    random,
  ))
    console.log([project, file, purl, advisory, scope, symbols.join(','), reachability.words].join('\t'));
}
