import { git, readBlobs, stagedChanges } from '#ground/git';
import { decodeText } from '#observe/engine';
import type { ReadText } from './context.ts';
import type { Place } from './place.ts';
import { readInside } from './readers.ts';
import type { ScanRequest } from './request.ts';

/** Code from larger files is not shown. */
const maxBytes = 8 * 1024 * 1024;

/** Reads the files that findings lie in from where they were scanned: the index for what is staged, HEAD for a range. */
export function textsOf({ source }: ScanRequest, place: Place): ReadText {
  if (source.kind === 'stdin') return async () => new Map([[source.path, decodeText(source.bytes) ?? '']]);
  if (source.kind === 'staged') return async (paths) => staged(place, paths);
  if (source.kind === 'since') return (paths) => committed(place, paths);
  return (paths) => files(place, paths);
}

async function files({ root }: Place, paths: readonly string[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const path of paths) add(texts, path, bytesOf(root, path));
  return texts;
}

function bytesOf(root: string, path: string): Buffer | undefined {
  try {
    return readInside(root, path);
  } catch {
    return undefined;
  }
}

/** Decoded as the engine decodes: a column of another decoding would leave a secret outside its redaction. */
function add(texts: Map<string, string>, path: string, bytes: Buffer | undefined): void {
  const text = bytes === undefined || bytes.length > maxBytes ? undefined : decodeText(bytes);
  if (text !== undefined) texts.set(path, text);
}

/** The same blobs that were scanned: they were read without git then, and are now. */
function staged({ repository }: Place, paths: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>();
  if (repository === undefined) return texts;
  const wanted = new Set(paths);
  const changes = stagedChanges(repository).filter(({ path }) => wanted.has(path));
  const blobs = readBlobs(
    repository,
    changes.map(({ oid }) => oid),
    maxBytes,
  );
  for (const { path } of changes) {
    const blob = blobs.next().value;
    add(texts, path, blob?.kind === 'blob' ? blob.bytes : undefined);
  }
  return texts;
}

/** As HEAD has them, by one git. Its protocol is by lines, so that a path with a line break cannot be asked for. */
async function committed({ root }: Place, paths: readonly string[]): Promise<Map<string, string>> {
  const asked = paths.filter((path) => !/[\r\n]/.test(path));
  const input = asked.map((path) => `HEAD:${path}\n`).join('');
  const out = await git(root, ['cat-file', '--batch'], { input });
  const texts = new Map<string, string>();
  let at = 0;
  for (const path of asked) {
    const end = out.indexOf(10, at);
    if (end < 0) break;
    const size = / blob (\d+)$/.exec(out.toString('latin1', at, end))?.[1];
    at = end + 1;
    if (size === undefined) continue;
    add(texts, path, out.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return texts;
}
