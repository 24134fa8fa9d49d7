/** Every rule's secrets, planted in every way that people write them: none is in any output, nor in a file that a scan leaves. */
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { recordScan } from '#flows/record';
import { openHome } from '#flows/serve';
import { ruleDocs, scanAndDecide, type ScanReport, type ScanRequest } from '#flows/scan';
import type { Claim } from '#ground/model';
import { assetPath } from '#ground/places';
import { analyzer, fillExample, openRedactor, openRevealer } from '#observe/secrets';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { pretty } from './pretty.ts';
import { sarif } from './sarif.ts';
import { recordingTerminal } from './testing.ts';

interface RuleFile {
  readonly id: string;
  readonly match: { readonly token?: string; readonly files?: readonly string[] };
  readonly examples: { readonly bad: readonly string[] };
}

const rules = globSync('src/observe/secrets/rules/*.yaml')
  .toSorted()
  .map((path) => parse(readFileSync(path, 'utf8')) as RuleFile); // the schema holds in the rules' own tests

const home = mkdtempSync(join(tmpdir(), 'selvedge-redaction-'));
const kept = ['SELVEDGE_CACHE_HOME', 'SELVEDGE_DATA_HOME'].map((name) => [name, process.env[name]] as const);

/** Eight characters in a row of a secret, more of hexadecimal digits: a digest meets eight of these by chance. */
const windows = new Map<number, Set<string>>();
/** A bit for the hash of any five, and any eight, characters in a row of a secret: outputs are two hundred megabytes. */
const fives = new Uint8Array(1 << 21);
const eights = new Uint8Array(1 << 24);

const ruleTexts = readFileSync(assetPath('rules.json'), 'utf8');

let planted = 0;

/** Fills an example, and remembers what of its filling is secret: which key or account it is, is shown. */
function plant(example: string): string {
  planted += 1;
  const filled: string[] = [];
  const text = example.replace(/\{\{[a-zA-Z][^\s{}]*\}\}/g, (placeholder, at: number) => {
    const secret = fillExample(placeholder, `redaction ${planted} ${at}`);
    filled.push(secret);
    return secret;
  });
  const secrets = reveal({ path: pathOf.get(example) ?? 'a.ts', bytes: Buffer.from(text) }).map(
    ({ values }) => values['secret'] ?? '',
  );
  for (const one of filled) {
    if (secrets.length === 0 || secrets.some((secret) => secret.includes(one) || one.includes(secret))) remember(one);
  }
  return text;
}

function remember(secret: string): void {
  const size = /^[0-9a-f-]*$/i.test(secret) ? 14 : 8;
  const known = windows.get(size) ?? new Set();
  windows.set(size, known);
  for (let at = 0; at + size <= secret.length; at += 1) {
    const window = secret.slice(at, at + size);
    if (size === 8 && /^[0-9a-f]+$/i.test(window)) continue;
    known.add(window);
  }
  for (let at = 0; at + 5 <= secret.length; at += 1) {
    for (const [table, count] of [
      [fives, 5],
      [eights, 8],
    ] as const) {
      const hash = hashAt(secret, at, count, table);
      table[hash >>> 3]! |= 1 << (hash & 7);
    }
  }
}

function hashAt(text: string, at: number, count: number, table: Uint8Array): number {
  let hash = 0;
  for (let index = at; index < at + count; index += 1) hash = (Math.imul(hash, 131) + text.charCodeAt(index)) | 0;
  return hash & (table.length * 8 - 1);
}

function mayHold(table: Uint8Array, count: number, text: string, at: number): boolean {
  const hash = hashAt(text, at, count, table);
  return (table[hash >>> 3]! & (1 << (hash & 7))) !== 0;
}

function shownIn(text: string): string[] {
  const shown: string[] = [];
  // Whatever eight characters stand in a row, five of them begin at a multiple of four.
  for (let at = 0; at < text.length && shown.length < 20; at += 4) {
    if (!mayHold(fives, 5, text, at)) continue;
    for (let begin = Math.max(0, at - 3); begin <= at; begin += 1) {
      if (!mayHold(eights, 8, text, begin)) continue;
      for (const [size, known] of windows) {
        const window = text.slice(begin, begin + size);
        // A rule's own words may say what values begin with.
        if (known.has(window) && !ruleTexts.includes(window))
          shown.push(text.slice(Math.max(0, begin - 60), begin + size + 20));
      }
    }
  }
  return shown;
}

const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
const session = analyzer.open(assets, { projectKey: 'test' });

function claimsIn(text: string, path: string): readonly Claim[] {
  const facts = session.extract({ path, size: text.length, bytes: Buffer.from(text) }, Infinity).facts ?? [];
  return session.conclude([{ path, facts }]).claims;
}

/** Where an example of each rule would stand. */
const pathOf = new Map(
  rules.flatMap(({ match, examples }) =>
    examples.bad.map((example) => [example, match.files === undefined ? 'a.ts' : `home/${match.files[0]}`] as const),
  ),
);

/** The value of a rule's example, for rules whose values are known wherever they stand. A value made by chance can look made up. */
function token({ match, examples }: RuleFile): string {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const text = plant(examples.bad[0]!);
    const [claim] = claimsIn(text, match.files === undefined ? 'a.ts' : `home/${match.files[0]}`);
    if (claim === undefined) continue;
    const { startLine, startColumn, endColumn } = claim.location;
    return text.split('\n')[startLine - 1]!.slice(startColumn - 1, endColumn - 1);
  }
  throw new Error(`nothing is found in ${examples.bad[0]}`);
}

const reveal = openRevealer(assets, 'a project');
const placesIn = openRedactor(assets);
const told = rules.filter((rule) => {
  const value = rule.match.token === undefined ? '' : token(rule);
  return placesIn(value)?.some(({ start, end }) => start === 0 && end === value.length);
});

/** Two and two, each followed by the other once. */
function pairs(): [string, string][] {
  // Other rules in each shape, so that all have their turn.
  turn += 1;
  return Array.from({ length: 60 }, (_, at) => (turn * 60 + at) % told.length).map((at): [string, string] => [
    token(told[at]!),
    token(told[(at + 1 + (turn % 7)) % told.length]!),
  ]);
}

let turn = 0;

/** `lines`: a line put between any two of them breaks no example apart. */
function filesOf(lines: 'any' | 'apart'): Record<string, string> {
  const files: Record<string, string> = {};
  const fits = (example: string): boolean => lines === 'any' || !example.trimEnd().includes('\n');
  for (const { id, match, examples } of rules) {
    const path = match.files === undefined ? `rules/${basename(id)}.ts` : `rules/${basename(id)}/${match.files[0]}`;
    files[path] = examples.bad
      .filter(fits)
      .flatMap((example) => [plant(example), plant(example)])
      .join('\n');
  }
  const examples = rules.flatMap((rule) => rule.examples.bad).filter(fits);
  files['all.txt'] = examples.map(plant).join('\n');
  files['reversed.yml'] = examples.toReversed().map(plant).join('\n\n');
  files['one-line.js'] = examples.map((example) => plant(example).replaceAll('\n', ' ')).join(' ; ');
  files['tokens.txt'] = told.map(token).join('\n');
  files['several.txt'] = pairs()
    .map((pair) => pair.join(' '))
    .join('\n');
  files['commas.csv'] = pairs()
    .map((pair) => pair.join(','))
    .join('\n');
  files['map.json'] = `{\n${pairs()
    .map(([a, b]) => `  ${JSON.stringify(a)}: ${JSON.stringify(b)}`)
    .join(',\n')}\n}\n`;
  files['flat.json'] = JSON.stringify(Object.fromEntries(pairs()));
  files['arguments.ts'] = pairs()
    .map(([a, b]) => `m('${a}', "${b}");`)
    .join('\n');
  files['names.env'] = pairs()
    .map(([a, b]) => `${a}=${b}`)
    .join('\n');
  files['names.yaml'] = pairs()
    .map(([a, b]) => `${a}: ${b}`)
    .join('\n');
  files['names.xml'] = pairs()
    .map(([a, b]) => `<add key="${a}" value="${b}"/><a>${a}</a>`)
    .join('\n');
  files['logins.sh'] = pairs()
    .map(([a, b]) => `login ${a}=https://bob:Tr0ub4dor3@ci.acme.dev/ --${a} ${b}`)
    .join('\n');
  files['accented.ts'] = told.map((rule) => `// ünïcödé 🙂 ${token(rule)} é 🙂 ${token(rule)}`).join('\r\n');
  files['many.py'] = Array.from({ length: 300 }, () => plant("T = '{{ghp}}'")).join('\n');
  return files;
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function outputsOf(request: ScanRequest): Promise<{ report: ScanReport; outputs: Record<string, string> }> {
  const report = await scanAndDecide(request);
  const rules = await ruleDocs();
  const { terminal } = recordingTerminal();
  const inFull = { quiet: false, verbose: true, inFull: 10_000 };
  const outputs = {
    report: JSON.stringify(report),
    json: json(report),
    sarif: sarif({ report, rules }),
    markdown: markdown({ report, rules }),
    pretty: pretty({ report, rules }, terminal, { quiet: false, verbose: false }),
    inFull: pretty({ report, rules }, terminal, inFull),
  };
  return { report, outputs };
}

/** Every row of every table after the scan was recorded and decided, and what was logged meanwhile. */
async function storedOf(report: ScanReport): Promise<Record<string, string>> {
  const logged: string[] = [];
  const { stdout, stderr } = process;
  const listen = (stream: NodeJS.WriteStream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => logged.push(String(text)) > 0);
  const spies = [listen(stdout), listen(stderr)];
  const running = await openHome({ home: join(home, 'database') });
  try {
    await recordScan(running, report, 'commit');
    const rows = await running.store.system(async (tx) => {
      const tables = await tx.query<{ name: string }>(
        "select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')",
      );
      const all: [string, string][] = [];
      for (const { name } of tables) {
        const found = await tx.query<{ row: string }>(`select t::text as row from ${name} t`);
        all.push([name, found.map(({ row }) => row).join('\n')]);
      }
      return all;
    });
    expect(rows.find(([name]) => name.endsWith('.finding'))?.[1].split('\n').length).toBeGreaterThan(1000);
    return { ...Object.fromEntries(rows), log: logged.join('') };
  } finally {
    for (const spy of spies) spy.mockRestore();
    await running.close();
  }
}

/** What was printed, and what the scan left behind. */
function expectNothingShown(outputs: Readonly<Record<string, string>>): void {
  for (const [format, text] of Object.entries(outputs)) expect(shownIn(text), format).toEqual([]);
  for (const path of readdirSync(join(home, 'own'), { recursive: true, withFileTypes: true }).filter((at) =>
    at.isFile(),
  )) {
    const file = join(path.parentPath, path.name);
    expect(shownIn(readFileSync(file, 'latin1')), file).toEqual([]);
  }
}

describe('No secret of any rule is in an output or in a file of Selvedge [2:secrets-redaction] [3:secrets-redaction]', () => {
  const folder = join(home, 'work');
  const git = (...args: string[]): void => void execFileSync('git', args, { cwd: folder, stdio: 'ignore' });

  beforeAll(() => {
    process.env['SELVEDGE_CACHE_HOME'] = join(home, 'own/cache');
    process.env['SELVEDGE_DATA_HOME'] = join(home, 'own/data');
    mkdirSync(join(home, 'own'), { recursive: true });
    mkdirSync(folder);
  });
  afterAll(() => {
    for (const [name, value] of kept) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });

  test('with the tokens of most rules planted', () => {
    expect(told.length).toBeGreaterThan(60);
  });

  test(
    'when a folder is scanned, recorded, again from the cache, and against a baseline',
    { timeout: 180_000 },
    async () => {
      write(folder, filesOf('any'));
      const source = { kind: 'working-tree' as const };
      const baseline = join(home, 'own/baseline.json');
      const first = await outputsOf({ path: folder, source, writeBaseline: baseline });
      expect(first.report.findings.length).toBeGreaterThan(2000);
      expect(new Set(first.report.findings.map(({ rule }) => rule)).size).toBeGreaterThan(rules.length - 10);
      expect(first.report.findings.filter(({ context }) => context !== undefined).length).toBeGreaterThan(500);
      expectNothingShown(first.outputs);
      expectNothingShown(await storedOf(first.report));
      rmSync(join(folder, 'all.txt'));
      const second = await outputsOf({ path: folder, source, baseline });
      expect(second.report.stats.cached).toBeGreaterThan(0);
      expectNothingShown(second.outputs);
    },
  );

  test('when new secrets stand between old ones, staged and in a range', async () => {
    const old = filesOf('apart');
    rmSync(folder, { recursive: true });
    write(folder, old);
    git('init', '-b', 'main');
    git('config', 'user.name', 'Ada');
    git('config', 'user.email', 'ada@example.org');
    git('add', '-A');
    git('commit', '-m', 'Old');
    const between = Object.entries(old).map(([path, text]) => [
      path,
      text
        .split('\n')
        .flatMap((line, at) => (at % 3 === 1 ? [line, plant("const t = '{{ghp}}';")] : [line]))
        .join('\n'),
    ]);
    write(folder, Object.fromEntries(between));
    git('add', '-A');
    const staged = await outputsOf({ path: folder, source: { kind: 'staged' } });
    expect(staged.report.findings.length).toBeGreaterThan(500);
    expectNothingShown(staged.outputs);
    git('commit', '-m', 'New');
    const since = await outputsOf({ path: folder, source: { kind: 'since', revision: 'HEAD~1' } });
    expect(since.report.findings.length).toBeGreaterThan(500);
    expect(since.report.findings.some(({ context }) => context !== undefined)).toBe(true);
    expectNothingShown(since.outputs);
  });
});
