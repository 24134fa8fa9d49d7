/**
 * Lists, filters and counts over 100,000 findings, each as a transaction of its own, against `select 1` in one.
 * node bench/findings.ts [COUNT]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Claim,
  type Lease,
  newId,
  type OrganisationId,
  type ProjectId,
  severities,
  type SubjectId,
  withFingerprints,
} from '#ground/model';
import { openStore, type Transaction } from '#ground/store';
import {
  applyEvidence,
  findingCounts,
  type FindingFilter,
  findingHistory,
  listFindings,
  readFinding,
  type SubmittedScan,
} from '#prove/findings';

const count = Number(process.argv[2] ?? 100_000);
const rounds = 15;
const digest = `sha256:${'0'.repeat(64)}`;
const home = mkdtempSync(join(tmpdir(), 'selvedge-bench-'));
const store = await openStore({ home });
const [organisation, project, subject] = [
  newId<OrganisationId>('org'),
  newId<ProjectId>('prj'),
  newId<SubjectId>('sub'),
];

try {
  const claims = Array.from({ length: count }, (_, index) => claimOf(index));
  const first = await timed(() => apply(claims));
  const again = await timed(() => apply(claims));
  const fewer = await timed(() => apply(claims.filter((_, index) => index % 5 !== 0)));
  process.stdout.write(
    `${count} findings: first scan ${seconds(first)}, the same again ${seconds(again)}, one in five gone ${seconds(fewer)}\n\n`,
  );
  await measure('before the first statistics');
  await settle();
  await measure('after autovacuum');
} finally {
  await store.close();
  rmSync(home, { recursive: true, force: true });
}

async function measure(when: string): Promise<void> {
  process.stdout.write(`${when}\n`);
  const floor = await median((tx) => tx.query('select 1'));
  process.stdout.write(`${'select 1'.padEnd(52)} ${floor.toFixed(2).padStart(8)} ms\n`);
  const all = await inTransaction((tx) => listFindings(tx, {}, { limit: 500 }, []));
  const exceptions = all.items.map(
    ({ id }) => ({ kind: 'exception', covers: { finding: id }, end: '2030-01-01T00:00:00.000Z' }) as Lease,
  ); // the rest is not read
  const deep = await cursorAfter(Math.floor(count / 2));
  const page = (filter: FindingFilter, cursor?: string) => (tx: Transaction) =>
    listFindings(tx, filter, { limit: 100, cursor }, exceptions);
  const rule = ['secrets/rule-7'] as unknown as NonNullable<FindingFilter['rule']>;
  const cases: Record<string, (tx: Transaction) => Promise<unknown>> = {
    'first page': page({}),
    'a page from the middle': page({}, deep),
    open: page({ status: ['open'] }),
    closed: page({ status: ['closed'] }),
    accepted: page({ status: ['accepted'] }),
    'low, medium and open': page({ status: ['open'], severity: ['low', 'medium'] }),
    'one rule of 40': page({ rule }),
    'one rule, low, from the middle': page({ rule, severity: ['low'] }, deep),
    'a folder with one finding in 97': page({ path: 'src/module5/' }),
    'a folder with none': page({ path: 'test/' }),
    'a word that all have': page({ q: 'token' }),
    'a word that one in 5,000 has': page({ q: 'file77.ts' }),
    'a word that none has': page({ q: 'nothing-like-it' }),
    '200 of a decision': page({ among: all.items.slice(0, 200).map(({ id }) => id) }),
    counts: (tx) => findingCounts(tx, { project }, exceptions),
    'one finding': (tx) => readFinding(tx, all.items[5]!.id, exceptions),
    'its history': (tx) => findingHistory(tx, all.items[5]!.id),
  };
  for (const [name, run] of Object.entries(cases)) {
    const time = await median(run);
    process.stdout.write(
      `${name.padEnd(52)} ${time.toFixed(2).padStart(8)} ms ${(time / floor).toFixed(1).padStart(6)} × select 1\n`,
    );
  }
}

function claimOf(index: number): Claim {
  const path = `src/module${index % 97}/dir${index % 13}/file${index % 5000}.ts`;
  const line = (index % 900) + 1;
  const location = { path, startLine: line, startColumn: 1, endLine: line, endColumn: 40 };
  const locus = { kind: 'secret', value: `value-${index}` };
  const message = 'A token of some provider stands in the code, where whoever reads it can use it.';
  return {
    rule: `secrets/rule-${index % 40}`,
    severity: severities[index % 4],
    confidence: 'certain',
    locus,
    location,
    message,
    excerpt: 'const token = "abcd…"',
    attributes: {},
  } as unknown as Claim; // ids are branded
}

async function apply(claims: readonly Claim[]): Promise<void> {
  const ids = Array.from({ length: 40 }, (_, index) => `secrets/rule-${index}`);
  const scope = {
    analyzers: [{ id: 'secrets', digest }],
    rules: { digest, count: 40, ids },
    source: 'working-tree',
    coverage: { kind: 'everything' },
    files: 5000,
    bytes: 1,
    notLookedAt: [],
  };
  const predicate = { scope, findings: withFingerprints(claims) };
  const scan = {
    id: newId('evd'),
    project,
    subject,
    submittedAt: new Date().toISOString(),
    statement: { predicate },
  } as unknown as SubmittedScan; // the rest of a statement is not read
  await inTransaction((tx) => applyEvidence(tx, scan));
}

/** A server's autovacuum comes by once a minute; without it, a list visits rows that it could read from the index. */
async function settle(): Promise<void> {
  const before = await lastVacuum();
  for (let second = 0; second < 240 && (await lastVacuum()) === before; second++)
    await new Promise((resolve) => setTimeout(resolve, 1000));
}

async function lastVacuum(): Promise<string | null | undefined> {
  const [row] = await inTransaction((tx) =>
    tx.query<{ at: string | null }>("select last_autovacuum as at from pg_stat_user_tables where relname = 'finding'"),
  );
  return row?.at;
}

async function cursorAfter(position: number): Promise<string> {
  let cursor = '';
  for (let seen = 0; seen < position; seen += 500)
    cursor =
      (await inTransaction((tx) => listFindings(tx, {}, { limit: 500, ...(cursor === '' ? {} : { cursor }) }, [])))
        .next ?? cursor;
  return cursor;
}

function inTransaction<T>(run: (tx: Transaction) => Promise<T>): Promise<T> {
  return store.transaction({ organisation, project }, run);
}

async function median(run: (tx: Transaction) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await timed(() => inTransaction(run)));
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
