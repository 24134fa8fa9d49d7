import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from './repository.ts';
import { gitSync } from './run.ts';

export type Blob =
  | { readonly kind: 'blob'; readonly bytes: Buffer }
  | { readonly kind: 'too-large'; readonly size: number }
  | { readonly kind: 'missing' };

/** So much is asked of one git process. */
const batchBytes = 64 * 1024 * 1024;

/**
 * The contents of blobs, by their ids, in the order asked for; none larger than `limit` bytes. What was just staged lies
 * loose and is read here; for the rest git is asked, in as few processes as the sizes allow. Throws GitError.
 */
export function* readBlobs(repository: Repository, oids: readonly string[], limit: number): Generator<Blob> {
  const loose = oids.map((oid) => readLoose(repository, oid, limit));
  const packed = oids.filter((_, i) => loose[i] === undefined);
  const sizes = packed.length === 0 ? [] : sizesOf(repository, packed);
  const wanted = packed.filter((_, i) => (sizes[i] ?? -1) >= 0 && sizes[i]! <= limit);
  const contents = readPacked(
    repository,
    wanted,
    sizes.filter((size) => size >= 0 && size <= limit),
  );
  let next = 0;
  for (const [i] of oids.entries()) {
    const own = loose[i];
    if (own !== undefined) {
      yield own;
      continue;
    }
    const size = sizes[next++] ?? -1;
    if (size < 0) yield { kind: 'missing' };
    else if (size > limit) yield { kind: 'too-large', size };
    else yield contents.next().value ?? { kind: 'missing' };
  }
}

function sizesOf(repository: Repository, oids: readonly string[]): number[] {
  const out = gitSync(repository.workTree, ['cat-file', '--batch-check=%(objecttype) %(objectsize)'], {
    input: `${oids.join('\n')}\n`,
  });
  return out
    .toString('latin1')
    .split('\n')
    .map((line) => /^blob (\d+)$/.exec(line)?.[1])
    .map((size) => (size === undefined ? -1 : Number(size)));
}

function* readPacked(repository: Repository, oids: readonly string[], sizes: readonly number[]): Generator<Blob> {
  for (let from = 0; from < oids.length;) {
    let bytes = 0;
    let to = from;
    while (to < oids.length && (to === from || bytes + sizes[to]! <= batchBytes)) bytes += sizes[to++]!;
    const out = gitSync(repository.workTree, ['cat-file', '--batch=%(objectsize)'], {
      input: `${oids.slice(from, to).join('\n')}\n`,
      maxBytes: bytes + (to - from) * 64,
    });
    let at = 0;
    for (; from < to; from++) {
      const line = out.indexOf(10, at);
      const size = Number(out.toString('latin1', at, line));
      yield { kind: 'blob', bytes: out.subarray(line + 1, line + 1 + size) };
      at = line + 1 + size + 1;
    }
  }
}

/** gitformat-loose(5): zlib over `blob SP size NUL content`. Undefined when it does not lie loose, or is not well. */
function readLoose(repository: Repository, oid: string, limit: number): Blob | undefined {
  let fd: number;
  try {
    fd = openSync(
      join(repository.commonDir, 'objects', oid.slice(0, 2), oid.slice(2)),
      constants.O_RDONLY | (constants.O_NONBLOCK ?? 0),
    );
  } catch {
    return undefined;
  }
  try {
    const { inflateSync } = process.getBuiltinModule('node:zlib');
    const bytes = inflateSync(readFileSync(fd), { maxOutputLength: limit + 64 });
    const nul = bytes.indexOf(0);
    const size = /^blob (\d+)$/.exec(bytes.toString('latin1', 0, nul))?.[1];
    if (size === undefined || Number(size) !== bytes.length - nul - 1) return undefined;
    return Number(size) > limit
      ? { kind: 'too-large', size: Number(size) }
      : { kind: 'blob', bytes: bytes.subarray(nul + 1) };
  } catch {
    // Too large for us, or broken: git says which.
    return undefined;
  } finally {
    closeSync(fd);
  }
}
