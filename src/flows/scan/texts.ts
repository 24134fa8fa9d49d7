import { git, readBlobs, stagedChanges } from '#ground/git';
import { decodeText, filesInside, insideMark } from '#observe/engine';
import type { ReadText } from './context.ts';
import type { Place } from './place.ts';
import { readInside } from './readers.ts';
import type { ScanRequest } from './request.ts';

/** Code from larger files is not shown. */
const maxBytes = 8 * 1024 * 1024;
/** As large as the engine reads. */
const maxArchive = 64 * 1024 * 1024;

/** Reads the files that findings lie in from where they were scanned: the index for what is staged, HEAD for a range. */
export function textsOf({ source }: ScanRequest, place: Place): ReadText {
  return async (paths) => {
    const files = await bytesOf(source, place, [...new Set([...paths, ...paths.map(outermost)])]);
    return textsIn((file) => files.get(file), paths);
  };
}

/** Of paths, some of them in archives, those that can be shown. */
export function textsIn(
  bytesOf: (file: string) => Uint8Array | undefined,
  paths: readonly string[],
): Map<string, string> {
  const texts = new Map<string, string>();
  // A folder may be called as if it were an archive: a file of the whole path is meant before one in an archive.
  const inArchives = paths.filter((path) => {
    const bytes = bytesOf(path);
    if (bytes !== undefined) add(texts, path, bytes);
    return bytes === undefined && path.includes(insideMark);
  });
  for (const [archive, inside] of Map.groupBy(inArchives, outermost)) {
    const bytes = bytesOf(archive);
    if (bytes !== undefined) addInside(texts, archive, bytes, new Set(inside));
  }
  return texts;
}

/** The file on disk in which a path in archives lies. */
function outermost(path: string): string {
  const end = path.indexOf(insideMark);
  return end < 0 ? path : path.slice(0, end);
}

/** Stops when all that is wanted was met. */
function addInside(texts: Map<string, string>, archive: string, bytes: Uint8Array, wanted: Set<string>): void {
  for (const inner of filesInside(archive, bytes)) {
    if (!('bytes' in inner) || !wanted.delete(inner.path)) continue;
    add(texts, inner.path, inner.bytes);
    if (wanted.size === 0) return;
  }
}

/** Decoded as the engine decodes: a column of another decoding would leave a secret outside its redaction. */
function add(texts: Map<string, string>, path: string, bytes: Uint8Array): void {
  const text = bytes.length > maxBytes ? undefined : decodeText(bytes);
  if (text !== undefined) texts.set(path, text);
}

type Files = ReadonlyMap<string, Uint8Array>;

async function bytesOf(source: ScanRequest['source'], place: Place, paths: readonly string[]): Promise<Files> {
  if (source.kind === 'stdin') return new Map([[source.path, source.bytes]]);
  if (source.kind === 'staged') return staged(place, paths);
  return source.kind === 'since' ? committed(place, paths) : files(place, paths);
}

function files({ root }: Place, paths: readonly string[]): Files {
  return new Map(
    paths.flatMap((path) => {
      const bytes = fileAt(root, path);
      return bytes === undefined ? [] : [[path, bytes]];
    }),
  );
}

function fileAt(root: string, path: string): Buffer | undefined {
  try {
    return readInside(root, path);
  } catch {
    return undefined;
  }
}

/** The same blobs that were scanned: they were read without git then, and are now. */
function staged({ repository }: Place, paths: readonly string[]): Files {
  const found = new Map<string, Uint8Array>();
  if (repository === undefined) return found;
  const wanted = new Set(paths);
  const changes = stagedChanges(repository).filter(({ path }) => wanted.has(path));
  const blobs = readBlobs(
    repository,
    changes.map(({ oid }) => oid),
    maxArchive,
  );
  for (const { path } of changes) {
    const blob = blobs.next().value;
    if (blob?.kind === 'blob') found.set(path, blob.bytes);
  }
  return found;
}

/** As HEAD has them, by one git. Its protocol is by lines, so that a path with a line break cannot be asked for. */
async function committed({ root }: Place, paths: readonly string[]): Promise<Files> {
  const asked = paths.filter((path) => !/[\r\n]/.test(path));
  const input = asked.map((path) => `HEAD:${path}\n`).join('');
  const out = await git(root, ['cat-file', '--batch'], { input });
  const found = new Map<string, Uint8Array>();
  let at = 0;
  for (const path of asked) {
    const end = out.indexOf(10, at);
    if (end < 0) break;
    const size = / blob (\d+)$/.exec(out.toString('latin1', at, end))?.[1];
    at = end + 1;
    if (size === undefined) continue;
    found.set(path, out.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return found;
}
