import { git } from '#ground/git';
import type { ReadText } from './context.ts';
import type { Place } from './place.ts';
import { folderReader } from './readers.ts';
import type { ScanRequest } from './request.ts';

/** Code from larger files is not shown. */
const maxBytes = 8 * 1024 * 1024;

/** Reads the files that findings lie in from where they were scanned: the index for what is staged, HEAD for a range. */
export function textsOf({ source }: ScanRequest, place: Place): ReadText {
  if (source.kind === 'stdin') return async () => new Map([[source.path, new TextDecoder().decode(source.bytes)]]);
  if (source.kind === 'staged') return (paths) => blobs(place, paths, ':0:');
  if (source.kind === 'since') return (paths) => blobs(place, paths, 'HEAD:');
  return (paths) => files(place, paths);
}

async function files({ root }: Place, paths: readonly string[]): Promise<Map<string, string>> {
  const reader = folderReader(root);
  const texts = new Map<string, string>();
  for (const path of paths) {
    const text = await reader.read(path).catch(() => undefined);
    if (text !== undefined && text.length <= maxBytes) texts.set(path, text);
  }
  return texts;
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
    if (Number(size) <= maxBytes) texts.set(path, out.toString('utf8', at, at + Number(size)));
    at += Number(size) + 1;
  }
  return texts;
}
