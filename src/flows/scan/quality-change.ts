import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Change as GitChange,
  changesBetween,
  filesOfCommit,
  gitSync,
  headOf,
  indexOfHook,
  modes,
  readBlobs,
  readIndex,
  type Repository,
  stagedChanges,
} from '#ground/git';
import type { SourceDescription } from '#ground/model';
import { assetPath } from '#ground/places';
import { grammarAsset, type Parsers, prepareSyntax, syntaxAssets, SyntaxFailure } from '#ground/syntax';
import { decodeText, insertedLines } from '#observe/engine';
import {
  type Change,
  type ChangedFile,
  concernsQuality,
  type Gap,
  languageOf,
  type ProjectText,
} from '#observe/quality';
import { excludedBy } from './excluded.ts';
import type { Place } from './place.ts';
import type { ScanRequest } from './request.ts';

/** A change with the trees on both of its sides. */
export interface ChangeSides {
  readonly change: Change;
  /** All files of the project as the change leaves it. */
  readonly paths: readonly string[];
  readonly gaps: readonly Gap[];
  readonly repository: Repository;
  readonly after: readonly TreeEntry[];
  /** Absent: it is only staged. */
  readonly commit?: string;
}

interface TreeEntry {
  readonly path: string;
  readonly oid: string;
}

/** Larger texts are nobody's reading. */
const largest = 1024 * 1024;

/** What a range or the index changes, with texts. Undefined where there is no change to look at. Throws GitError. */
export function changeOf(
  { base, commit }: SourceDescription,
  kind: ScanRequest['source']['kind'],
  { repository }: Place,
  exclude: readonly string[],
): ChangeSides | undefined {
  if (repository === undefined || (kind !== 'since' && kind !== 'staged')) return undefined;
  const isExcluded = excludedBy(exclude);
  const sides = kind === 'staged' ? ofIndex(repository) : ofRange(repository, base, commit);
  if (sides === undefined) return undefined;
  const after = sides.after.filter(({ path }) => !isExcluded(path));
  const changes = sides.changes.filter(({ path, mode }) => isText(mode) && !isExcluded(path));
  const left = new Set(sides.after.map(({ path }) => path));
  const gone = sides.before.filter(
    ({ path }) => !left.has(path) && !isExcluded(path) && languageOf(path) !== undefined,
  );
  const { files, gaps } = changedFiles(repository, changes);
  return {
    change: { files, gone: [...texts(repository, gone)] },
    paths: after.map(({ path }) => path),
    gaps,
    repository,
    after,
    ...(kind === 'since' && commit !== undefined && { commit }),
  };
}

interface Sides {
  readonly changes: readonly GitChange[];
  readonly before: readonly TreeEntry[];
  readonly after: readonly TreeEntry[];
}

function ofRange(repository: Repository, base: string | undefined, commit: string | undefined): Sides | undefined {
  if (base === undefined || commit === undefined) return undefined;
  return {
    changes: changesBetween(repository, base, commit),
    before: filesOfCommit(repository, base).filter(({ mode }) => isText(mode)),
    after: filesOfCommit(repository, commit).filter(({ mode }) => isText(mode)),
  };
}

function ofIndex(repository: Repository): Sides {
  const head = headOf(repository.workTree).commit;
  const { entries } = readIndex(repository, indexOfHook(repository));
  return {
    changes: stagedChanges(repository),
    before: head === undefined ? [] : filesOfCommit(repository, head).filter(({ mode }) => isText(mode)),
    after: entries.filter(({ mode, stage, intentToAdd }) => stage === 0 && !intentToAdd && isText(mode)),
  };
}

function isText(mode: number): boolean {
  return mode !== modes.link && mode !== modes.submodule;
}

function changedFiles(
  repository: Repository,
  changes: readonly GitChange[],
): { readonly files: readonly ChangedFile[]; readonly gaps: readonly Gap[] } {
  const now = readBlobs(
    repository,
    changes.map(({ oid }) => oid),
    largest,
  );
  const old = readBlobs(
    repository,
    changes.flatMap(({ oldOid }) => oldOid ?? []),
    largest,
  );
  const files: ChangedFile[] = [];
  const gaps: Gap[] = [];
  for (const { path, oldOid } of changes) {
    const blob = now.next().value ?? { kind: 'missing' as const };
    const earlier = oldOid === undefined ? undefined : (old.next().value ?? undefined);
    const text = blob.kind === 'blob' ? decodeText(blob.bytes) : undefined;
    if (text === undefined) {
      if (blob.kind !== 'blob' && languageOf(path) !== undefined) gaps.push(unread(path, blob.kind));
      continue;
    }
    const before = earlier?.kind === 'blob' ? decodeText(earlier.bytes) : undefined;
    const [is, was] = [Buffer.from(text), Buffer.from(before ?? '')];
    files.push({
      path,
      text,
      ...(before !== undefined && { before }),
      added: insertedLines(was, is),
      removed: insertedLines(is, was),
    });
  }
  return { files, gaps };
}

function unread(path: string, kind: 'missing' | 'too-large'): Gap {
  return kind === 'missing'
    ? { path, rule: 'quality', reason: 'missing-data', detail: 'its content is not in this clone' }
    : { path, rule: 'quality', reason: 'too-large', detail: `larger than ${largest} bytes` };
}

/** The texts of the project that may hold copies or uses, each once. */
export function textsIn({ repository, after }: ChangeSides): Generator<ProjectText> {
  return texts(
    repository,
    after.filter(({ path }) => concernsQuality(path)),
  );
}

function* texts(repository: Repository, entries: readonly TreeEntry[]): Generator<ProjectText> {
  const blobs = readBlobs(
    repository,
    entries.map(({ oid }) => oid),
    largest,
  );
  for (const { path } of entries) {
    const blob = blobs.next().value;
    const text = blob?.kind === 'blob' ? decodeText(blob.bytes) : undefined;
    if (text !== undefined) yield { path, text };
  }
}

/** Parsers with the grammars that a change needs: each is megabytes. */
export async function parsersFor({ files, gone }: Change): Promise<Parsers> {
  const wanted = new Set(
    [...files, ...gone].flatMap(({ path }) => {
      const syntax = languageOf(path)?.syntax;
      return syntax === undefined ? [] : [grammarAsset(syntax)];
    }),
  );
  const [runtime = ''] = syntaxAssets;
  try {
    return await prepareSyntax(new Map([runtime, ...wanted].map((name) => [name, readFileSync(assetPath(name))])));
  } catch (error) {
    // Each file that would be parsed is then said not to have been.
    const why = new SyntaxFailure('missing-data', 'the grammars are not built: npm run build', { cause: error });
    return { parse: () => refuse(why), grammar: () => refuse(why) };
  }
}

function refuse(why: SyntaxFailure): never {
  throw why;
}

/**
 * When the newest of the changed files was written, as far as the work tree tells. Of a commit not later than the commit itself: a fresh checkout
 * is younger than all that it holds.
 */
export function changedAt({ change, repository, commit }: ChangeSides): number | undefined {
  const times = change.files.flatMap(({ path }) => {
    const stat = statSync(join(repository.workTree, path), { throwIfNoEntry: false });
    return languageOf(path) === undefined || stat === undefined ? [] : [stat.mtimeMs];
  });
  const newest = times.length === 0 ? undefined : Math.max(...times.slice(0, 10_000));
  if (commit === undefined) return newest;
  const out = gitSync(repository.workTree, ['rev-list', '--max-count=1', '--timestamp', commit]).toString('latin1');
  const committed = Number.parseInt(out, 10) * 1000;
  if (!Number.isFinite(committed)) return newest;
  return Math.min(committed, newest ?? committed);
}
