import { createHash } from 'node:crypto';
import type { Beside, Conclusion, Digest, FileFacts, Json, NotLookedAt, RuleId, Scope } from '#ground/model';
import { digestJson } from '#ground/model';
import type { KnownConclusion } from './cache/manifest.ts';
import { failureOf, type FactsText } from './work/examiner.ts';
import { guarded } from './work/guard.ts';
import type { Opened, Prepared } from './work/open.ts';

/** One file's facts for one analyzer, as JSON. */
export interface PathFacts {
  readonly path: string;
  readonly json: FactsText;
}

export interface Concluding {
  readonly prepared: Prepared;
  /** By the analyzer's number. */
  readonly facts: readonly (readonly PathFacts[])[];
  readonly known: readonly KnownConclusion[];
  readonly limitMs: number;
  /** By the analyzer's number: files that a change does not touch. */
  readonly beside?: readonly (Beside<Json> | undefined)[];
  /** Opens sessions in this thread; called only when there are new facts to conclude from. */
  readonly open: () => Opened;
}

/** By the analyzer's number: what each says of all facts of the subject. What it said of the same facts before is taken from there. */
export function conclude({ prepared, facts, known, limitMs, beside, open }: Concluding): KnownConclusion[] {
  const now = Date.now();
  return prepared.analyzers.map((analyzer, i) => {
    const mine = [...(facts[i] ?? [])].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    const digest = digestOf(mine);
    const before = known[i];
    if (before?.facts === digest && (before.until === undefined || now < before.until)) return before;
    if (mine.length === 0) return { facts: digest, claims: [], notLookedAt: [] };
    const session = open().sessions[i];
    if (session === undefined) return { facts: '', claims: [], notLookedAt: [] };
    const parsed = mine.map(({ path, json }): FileFacts<Json> => ({ path, facts: parsedFacts(json) }));
    const result = within(analyzer.id, limitMs, () => session.conclude(parsed, now, beside?.[i]));
    return {
      facts: result.failed || (isLarge(mine) && isLargeJson(result.conclusion.knowledge)) ? '' : digest,
      claims: result.conclusion.claims,
      notLookedAt: result.conclusion.notLookedAt,
      ...(result.conclusion.until === undefined ? {} : { until: result.conclusion.until }),
      ...(result.conclusion.knowledge === undefined ? {} : { knowledge: result.conclusion.knowledge }),
    };
  });
}

/** What each analyzer knows of the whole subject, by its id. */
export function knowledgeOf(
  prepared: Prepared,
  conclusions: readonly KnownConclusion[],
): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    conclusions.flatMap(({ knowledge }, i) =>
      knowledge === undefined ? [] : [[prepared.analyzers[i]!.id, knowledge]],
    ),
  );
}

/** What is known beyond claims from so many characters of facts is concluded anew each time: kept, it would take their size once more. */
const largestKept = 8 * 1024 * 1024;

function isLarge(facts: readonly PathFacts[]): boolean {
  return facts.reduce((sum, { json }) => sum + json.length, 0) > largestKept;
}

function isLargeJson(knowledge: Json | undefined): boolean {
  return knowledge !== undefined && JSON.stringify(knowledge).length > largestKept;
}

/** Piece by piece: the facts of a large lockfile are not put together once more. */
function digestOf(facts: readonly PathFacts[]): string {
  const hash = createHash('sha256');
  // No JSON holds a NUL, and no path.
  for (const { path, json } of facts) hash.update(`${path}\0`).update(json).update('\0');
  return hash.digest('hex');
}

/** Their own JSON.stringify wrote them. */
export function parsedFacts(json: FactsText): Json {
  return JSON.parse(typeof json === 'string' ? json : utf8.decode(json)) as Json;
}

const utf8 = new TextDecoder();

function within(id: string, limitMs: number, run: () => Conclusion): { conclusion: Conclusion; failed: boolean } {
  let conclusion: Conclusion | undefined;
  const gap = (why: Pick<NotLookedAt, 'reason' | 'detail'>) => ({
    conclusion: { claims: [], notLookedAt: [{ by: id, expected: false, ...why }] },
    failed: true,
  });
  try {
    const outcome = guarded(() => {
      conclusion = run();
    }, limitMs);
    if (outcome === 'timed-out' || conclusion === undefined)
      return gap({ reason: 'timed-out', detail: `its conclusion took longer than ${limitMs} ms` });
    return { conclusion, failed: false };
  } catch (error) {
    return gap(failureOf(error));
  }
}

/** Analyzers and rules, as a scope declares them. */
export function declaredBy(
  prepared: Prepared,
  rules: readonly (readonly string[])[],
): Pick<Scope, 'analyzers' | 'rules'> {
  const ids = rules.flat().sort() as RuleId[];
  const digest: Digest = digestJson({ analyzers: prepared.digests, rules: ids });
  return {
    analyzers: prepared.analyzers.map((analyzer, i) => ({ id: analyzer.id, digest: prepared.digests[i]! })),
    rules: { digest, count: ids.length, ids },
  };
}

/** In the order of paths, each once; files that were excluded one by one are gathered under their folder when they are too many to read. */
export function tidied(gaps: readonly NotLookedAt[]): NotLookedAt[] {
  const each = new Map<string, NotLookedAt>();
  for (const gap of gaps) {
    const key = `${gap.path ?? `\0${gap.detail ?? ''}`}\0${gap.by ?? ''}\0${gap.reason}`;
    // Nothing that was to be expected hides what was not.
    if (each.get(key)?.expected !== false) each.set(key, gap);
  }
  const unique = [...each.values()];
  const excluded = unique.filter(isGathered);
  const kept =
    excluded.length <= mostExcluded ? unique : [...unique.filter((gap) => !isGathered(gap)), ...gathered(excluded)];
  return kept.sort(
    (a, b) => compare(a.path ?? '', b.path ?? '') || compare(a.by ?? '', b.by ?? '') || compare(a.reason, b.reason),
  );
}

const mostExcluded = 2000;

function isGathered({ reason, expected }: NotLookedAt): boolean {
  return reason === 'excluded' && expected;
}

function gathered(excluded: readonly NotLookedAt[]): NotLookedAt[] {
  const folders = new Map<string, NotLookedAt[]>();
  for (const gap of excluded) {
    const path = gap.path ?? '';
    const folder = path.endsWith('/') ? path : path.slice(0, path.lastIndexOf('/') + 1);
    folders.set(folder, [...(folders.get(folder) ?? []), gap]);
  }
  return [...folders].flatMap(([folder, list]) =>
    list.length < 20 || folder === ''
      ? list
      : [{ path: folder, reason: 'excluded' as const, detail: `${list.length} files of this folder`, expected: true }],
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
