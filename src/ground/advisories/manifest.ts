import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { digestJson, type Json } from '#ground/model';
import { AdvisoryIndexError } from './bytes.ts';
import { formatVersion, type SourceKind, sourceKinds } from './segment-format.ts';

/** What the index is made of: the one file that is replaced. Segments that it does not name do not count. */
export interface Manifest {
  readonly format: number;
  /** Rises with each change. */
  readonly revision: number;
  readonly sources: readonly SourceManifest[];
}

export interface SourceManifest extends SourceState {
  /** The base first, then what changed, in order. */
  readonly segments: readonly SegmentManifest[];
  /** What the source’s fetcher wants to know next time: an ETag, a cursor. */
  readonly cursor?: Json;
}

export interface SegmentManifest {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly records: number;
}

/** How a source stands, as a status command shows it. Times in milliseconds since 1970. */
export interface SourceState {
  /** `osv-npm`, `github`, `kev`: letters, digits, dots and hyphens. */
  readonly id: string;
  readonly kind: SourceKind;
  /** Where it comes from, for people: a URL without credentials, a path. */
  readonly origin?: string;
  /** When somebody last asked the source, and it answered. */
  readonly checkedAt: number;
  /** The latest change that the source itself states; 0: it states none. */
  readonly modified: number;
  /** Data that was checked longer ago than this is stale. */
  readonly limitHours: number;
  /** Types of package URLs that it speaks of. */
  readonly types: readonly string[];
  readonly records: number;
  /** Kinds of packages (see packageKindOf) that it has all advisories about, whatever others its records name. Absent: `types`. */
  readonly wholeOf?: readonly string[];
  /** It has a part alone (malicious packages, somebody's own records): its silence about a type says nothing of the rest. */
  readonly partial?: true;
  /** What of the last update made no sense: how much, and the first of it in words. */
  readonly problems: { readonly count: number; readonly named: readonly string[] };
}

export const manifestName = 'manifest.json';

export const emptyManifest: Manifest = { format: formatVersion, revision: 0, sources: [] };

/** Undefined where there is none. Throws AdvisoryIndexError for what is no manifest. */
export function readManifest(folder: string): Manifest | undefined {
  let text: string;
  try {
    text = readFileSync(join(folder, manifestName), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new AdvisoryIndexError(
      'corrupt',
      manifestName,
      'as a whole',
      `it cannot be read: ${(error as NodeJS.ErrnoException).code}`,
    );
  }
  return parseManifest(text);
}

/** When the manifest was put there, in milliseconds since 1970; 0 where there is none. Cheap: tells whether something changed. */
export function manifestTime(folder: string): number {
  return statSync(join(folder, manifestName), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Throws AdvisoryIndexError. */
export function parseManifest(text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw problem('corrupt', 'as a whole', 'it is no JSON');
  }
  if (typeof value !== 'object' || value === null || !('manifest' in value) || !('digest' in value))
    throw problem('foreign', 'as a whole', 'it is no manifest of an advisory index');
  const manifest = value.manifest as Manifest;
  if (digestJson(manifest) !== value.digest) throw problem('corrupt', 'digest', 'it is not what was written');
  if (manifest.format !== formatVersion)
    throw problem(
      'outdated',
      'format',
      'another version of Selvedge wrote it: synchronise or import the advisories again',
    );
  for (const source of manifest.sources) {
    if (!isSourceId(source.id) || !sourceKinds.includes(source.kind))
      throw problem('foreign', 'sources', 'a source makes no sense');
    for (const { file } of source.segments)
      if (basename(file) !== file || !file.endsWith('.seg'))
        throw problem('foreign', source.id, 'a segment lies elsewhere');
  }
  return manifest;
}

/** Replaces the manifest, so that at every moment the old or the new one stands there whole. */
export function writeManifest(folder: string, manifest: Manifest): void {
  const text = JSON.stringify({ manifest, digest: digestJson(manifest) });
  writeDurably(folder, manifestName, Buffer.from(text));
}

/** Writes a file beside its place, flushes it, and puts it there. Throws what the system says. */
export function writeDurably(folder: string, name: string, bytes: Uint8Array): void {
  const temporary = join(folder, `${name}.${process.pid}.tmp`);
  const descriptor = openSync(temporary, 'w', 0o600);
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, join(folder, name));
  flushFolder(folder);
}

function problem(code: 'corrupt' | 'foreign' | 'outdated', place: string, what: string): AdvisoryIndexError {
  return new AdvisoryIndexError(code, manifestName, place, what);
}

export function isSourceId(id: unknown): id is string {
  return typeof id === 'string' && /^[a-z0-9][a-z0-9.-]{0,63}$/.test(id);
}

/** The rename is durable once the folder is. Windows cannot open folders, and needs it not. */
function flushFolder(folder: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(folder, 'r');
  } catch {
    return;
  }
  try {
    fsyncSync(descriptor);
  } catch {
    // Some file systems refuse it.
  } finally {
    closeSync(descriptor);
  }
}
