import { git } from '#ground/git';
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
  if (source.kind === 'staged') return (paths) => blobs(place, paths, ':0:');
  if (source.kind === 'since') return (paths) => blobs(place, paths, 'HEAD:');
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

/** One git for all of them. Its protocol is by lines, so that a path with a line break cannot be asked for. */
async function blobs({ root }: Place, paths: readonly string[], prefix: string): Promise<Map<string, string>> {
  const asked = paths.filter((path) => !/[\r\n]/.test(path));
  const index = process.env['GIT_INDEX_FILE'];
  const input = asked.map((path) => `${prefix}${path}\n`).join('');
  // `git commit PATH` hands its hooks an index of its own.
  const out = await git(root, ['cat-file', '--batch'], { input, ...(index !== undefined && { indexFile: index }) });
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
