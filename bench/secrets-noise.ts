/**
 * How much noise the secrets analyzer makes on real code: findings per million lines of ten public repositories, pinned.
 *     node bench/secrets-noise.ts [--worksheet FILE] [--sample COUNT] [--seed TEXT] [--json] FOLDER...
 * Each FOLDER is a work tree of one of `repositories`, named OWNER+NAME. --worksheet writes a sample of the findings to FILE, to be
 * labelled by hand; what was decided goes to secrets-noise-labels.yaml, which holds places and labels, never values.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { parse, stringify } from 'yaml';
import { assetPath } from '#ground/places';
import { analyzer } from '#observe/secrets';
import { randomFrom, sample } from './secrets-accuracy/random.ts';

/** One of each language, with services, deployments and tests in them rather than libraries alone. */
const repositories = [
  'gogs/gogs@eb1054e5432fc8397678372f08613429be233d7c', // Go
  'ansible/awx@e21dd0a0933fd544d1fe2513c54fe41203775eb5', // Python
  'spring-projects/spring-security@d449950b36fe9387c9991130ca8e7701c902192a', // Java
  'huginn/huginn@9faad4aeee0d97570693377e0a281567e775abb4', // Ruby
  'parse-community/parse-server@7ea2a2953e9202d43ddb53ded309fbd26245d45c', // JavaScript
  'outline/outline@d77dcdf853868c5d5fe125c895c9b71f0eff5c68', // TypeScript
  'laravel/framework@bd71b45fbb7e672957bf6ff61baddefe15fbca6a', // PHP
  'jellyfin/jellyfin@c3ed1407ca698b0905de99da87b67415e6a62dbd', // C#
  'rust-lang/crates.io@57fa000662f511321daa61e6769f190ea0e80771', // Rust
  'bitnami/charts@5165628ae06697f8f68a670bef7739d93c4b7f44', // infrastructure
];

/** `true`: a credential that opened something; `test-fixture`: made for a test or an example, of the right form; `false`: none. */
type Label = 'true' | 'test-fixture' | 'false';

interface Hit {
  readonly repository: string;
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly confidence: string;
  /** The line as it stands, cut. */
  readonly text: string;
}

interface Looked {
  readonly repository: string;
  readonly lines: number;
  readonly hits: readonly Hit[];
}

type Labels = Readonly<Record<string, readonly (Pick<Hit, 'path' | 'line' | 'rule'> & { readonly label: Label })[]>>;

const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    worksheet: { type: 'string' },
    sample: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'boolean' },
  },
});
const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
const session = analyzer.open(assets, { projectKey: 'bench' });
const labels = (parse(readFileSync(join(import.meta.dirname, 'secrets-noise-labels.yaml'), 'utf8')) ?? {}) as Labels; // beside this file
const looked = folders.map((folder) => look(resolve(folder)));
const hits = looked.flatMap((one) => one.hits);
const lines = looked.reduce((sum, one) => sum + one.lines, 0);
if (options.json === true)
  process.stdout.write(`${JSON.stringify({ lines, counts: countsByRule(hits), labelled: judged(hits) }, null, 2)}\n`);
else print();
if (options.worksheet !== undefined) writeWorksheet(options.worksheet);

function look(folder: string): Looked {
  const name = basename(folder).replace('+', '/');
  const repository = repositories.find((one) => one.startsWith(`${name}@`));
  if (repository === undefined)
    throw new Error(`${folder} is named after none of the repositories: ${repositories.join(', ')}`);
  const found: Hit[] = [];
  let total = 0;
  for (const path of textsUnder(folder)) {
    const bytes = readFileSync(join(folder, path));
    if (bytes.subarray(0, 8000).includes(0)) continue;
    const text = bytes.toString('utf8').split('\n');
    total += text.length;
    const { facts } = session.extract({ path, size: bytes.length, bytes }, Infinity);
    const claims = facts === undefined ? [] : session.conclude([{ path, facts }]).claims;
    for (const { rule, confidence, location } of claims)
      found.push({
        repository,
        path,
        line: location.startLine,
        rule,
        confidence,
        text: (text[location.startLine - 1] ?? '').trim().slice(0, 300),
      });
  }
  return { repository, lines: total, hits: found };
}

function textsUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .filter((path) => !path.startsWith('.git/'))
    .sort();
}

function print(): void {
  const million = lines / 1e6;
  const rate = (some: readonly unknown[]) => (some.length / million).toFixed(1);
  const loud = hits.filter(({ confidence }) => confidence !== 'possible');
  const say = [`${looked.length} of ${repositories.length} repositories, ${million.toFixed(2)} million lines`];
  say.push(
    `${hits.length} findings, ${rate(hits)} per million lines; ${loud.length} that are likely or certain, ${rate(loud)} per million lines`,
    '',
  );
  for (const one of looked) {
    const likely = one.hits.filter(({ confidence }) => confidence !== 'possible').length;
    say.push(
      `  ${one.repository.padEnd(78)} ${String(one.lines).padStart(8)} lines ${String(one.hits.length).padStart(5)} findings, ${likely} likely or more`,
    );
  }
  say.push('', 'by rule: certain, likely, possible; findings per million lines');
  for (const { rule, certain, likely, possible } of countsByRule(hits))
    say.push(
      `  ${rule.padEnd(52)} ${[certain, likely, possible].map((count) => String(count).padStart(5)).join(' ')} ${((certain + likely + possible) / million).toFixed(1).padStart(8)}`,
    );
  say.push('', ...labelLines());
  process.stdout.write(`${say.join('\n')}\n`);
}

function countsByRule(all: readonly Hit[]): { rule: string; certain: number; likely: number; possible: number }[] {
  const rules = [...new Set(all.map(({ rule }) => rule))];
  const count = (rule: string, confidence: string) =>
    all.filter((hit) => hit.rule === rule && hit.confidence === confidence).length;
  const rows = rules.map((rule) => ({
    rule,
    certain: count(rule, 'certain'),
    likely: count(rule, 'likely'),
    possible: count(rule, 'possible'),
  }));
  return rows.sort((a, b) => b.certain + b.likely - a.certain - a.likely || b.possible - a.possible);
}

/** What the labels say, and what follows for all findings if the labelled ones are a fair sample of them. */
function labelLines(): string[] {
  const likely = hits.filter(({ confidence }) => confidence !== 'possible');
  return [labelLine('everything reported', hits), labelLine('likely or certain', likely)];
}

function labelLine(name: string, some: readonly Hit[]): string {
  const counts = judged(some);
  const known = counts.true + counts.false + counts['test-fixture'];
  if (known === 0) return `${name}: nothing labelled`;
  const rate = (count: number) => ((count / known) * (some.length / (lines / 1e6))).toFixed(1);
  return (
    `${name}: ${known} labelled: ${counts.true} true, ${counts['test-fixture']} fixtures of tests and examples, ${counts.false} false; ` +
    `about ${rate(counts.false)} false alarms per million lines, ${rate(counts.false + counts['test-fixture'])} with the fixtures`
  );
}

function judged(some: readonly Hit[]): Record<Label, number> {
  const counts = { true: 0, 'test-fixture': 0, false: 0 };
  for (const hit of some) {
    const label = labelOf(hit);
    if (label !== undefined) counts[label] += 1;
  }
  return counts;
}

/** The label of this rule's finding, or of another's on the same line: rules are renamed and split, places stay. */
function labelOf({ repository, path, line, rule }: Hit): Label | undefined {
  const here = labels[repository]?.filter((one) => one.path === path && one.line === line) ?? [];
  return (here.find((one) => one.rule === rule) ?? here[0])?.label;
}

/** In the form of the labels file, with each line's text for whoever judges it; `label` is to be filled in. */
function writeWorksheet(file: string): void {
  const chosen = sample(hits, Number(options.sample ?? 200), randomFrom(options.seed ?? 'noise'));
  const byRepository = Object.groupBy(chosen, ({ repository }) => repository);
  const sheet = Object.fromEntries(
    Object.entries(byRepository).map(([repository, some]) => [
      repository,
      (some ?? []).map((hit) => {
        const { path, line, rule, confidence, text } = hit;
        return { path, line, rule, confidence, text, label: labelOf(hit) ?? '' };
      }),
    ]),
  );
  writeFileSync(file, stringify(sheet, { lineWidth: 0 }));
}
