import {
  type Blob,
  type Change,
  changesBetween,
  findRepository,
  GitError,
  mergeBase,
  modes,
  readBlobs,
  type Repository,
  resolveCommit,
  stagedChanges,
} from '#ground/git';
import type { NotLookedAt } from '#ground/model';
import { contentOf } from '../read/content.ts';
import { ScanError, type SourceRequest } from '../request.ts';
import { Patterns } from '../walk/rules.ts';
import type { Entry } from './entry.ts';
import { type InsertedLines, insertedLines } from './inserted.ts';

export interface Changes {
  readonly repository: Repository;
  readonly changes: readonly Change[];
  /** The commit that a range begins after. */
  readonly base?: string;
  readonly commit?: string;
}

/** What a range changed. Throws ScanError. */
export async function changesInRange(source: Extract<SourceRequest, { kind: 'range' }>): Promise<Changes> {
  const repository = repositoryOf(source.root);
  try {
    const from = await resolveCommit(source.root, source.from);
    const commit = await resolveCommit(source.root, source.to ?? 'HEAD');
    const base = mergeBase(repository, from, commit);
    return { repository, base, commit, changes: changesBetween(repository, base, commit) };
  } catch (error) {
    throw asScanError(error);
  }
}

/** What is staged. Throws ScanError. */
export function changesStaged(source: Extract<SourceRequest, { kind: 'index' }>): Changes {
  const repository = repositoryOf(source.root);
  try {
    return { repository, changes: stagedChanges(repository) };
  } catch (error) {
    throw asScanError(error);
  }
}

/** The changed files one after the other, with their contents. Paths are relative to `root`. */
export function* entriesOf(
  { repository, changes }: Changes,
  prefix: string,
  exclude: readonly string[],
  fileBytes: number,
  withInserted: boolean,
): Generator<Entry> {
  const patterns = new Patterns(exclude, 'selvedge.yaml');
  const readable: { change: Change; path: string }[] = [];
  for (const change of changes) {
    if (!change.path.startsWith(prefix)) continue;
    const path = change.path.slice(prefix.length);
    const gap = gapBefore(patterns, change, path);
    if (gap !== undefined) yield { path, gap };
    // A link's content is where it points; that is text like any other.
    else readable.push({ change, path });
  }
  const befores = withInserted ? readable.map(({ change }) => change.oldOid).filter((oid) => oid !== undefined) : [];
  const olds = readBlobs(repository, befores, fileBytes);
  const news = readBlobs(
    repository,
    readable.map(({ change }) => change.oid),
    fileBytes,
  );
  for (const { change, path } of readable) {
    const now: Blob = news.next().value ?? { kind: 'missing' };
    const before: Blob | undefined =
      withInserted && change.oldOid !== undefined ? (olds.next().value ?? undefined) : undefined;
    if (now.kind !== 'blob') {
      yield { path, gap: gapOf(path, now, fileBytes) };
      continue;
    }
    const inserted = withInserted
      ? insertedIn(path, before?.kind === 'blob' ? before.bytes : new Uint8Array(), now.bytes)
      : undefined;
    yield { path, bytes: now.bytes, ...(inserted === undefined ? {} : { inserted }) };
  }
}

/** By the lines of the texts that analyzers get, which are not those of the bytes where they were transcoded. */
function insertedIn(path: string, before: Uint8Array, now: Uint8Array): InsertedLines[] {
  const [old, text] = [contentOf(before, path), contentOf(now, path)];
  if (text.kind === 'binary') return insertedLines(before, now);
  const lines = insertedLines(old.kind === 'binary' ? before : old.bytes, text.bytes);
  if (text.kind !== 'text' || text.raw === undefined) return lines;
  return [...lines, ...insertedLines((old.kind === 'text' ? old.raw : undefined) ?? before, text.raw)];
}

function gapBefore(patterns: Patterns, change: Change, path: string): NotLookedAt | undefined {
  if (change.mode === modes.submodule)
    return {
      path: `${path}/`,
      reason: 'submodule',
      detail: 'another repository, to be scanned by itself',
      expected: true,
    };
  const names = path.split('/');
  for (let depth = 1; depth <= names.length; depth++) {
    const match = patterns.match(names.slice(0, depth).join('/'), depth < names.length);
    if (match?.ignored === true) return { path, reason: 'excluded', detail: match.by, expected: true };
  }
  return undefined;
}

function gapOf(path: string, blob: Exclude<Blob, { kind: 'blob' }>, limit: number): NotLookedAt {
  if (blob.kind === 'too-large')
    return { path, reason: 'too-large', detail: `${blob.size} bytes; the limit is ${limit}`, expected: false };
  return { path, reason: 'missing-data', detail: 'its content is not in this clone', expected: false };
}

function repositoryOf(root: string): Repository {
  const repository = findRepository(root);
  if (repository === undefined) throw new ScanError('not-a-repository', `${root} is not in a git repository`);
  return repository;
}

function asScanError(error: unknown): unknown {
  if (!(error instanceof GitError)) return error;
  return new ScanError(error.code === 'bad-revision' ? 'bad-revision' : 'git-failed', error.message, { cause: error });
}
