import { ObjectReader } from './objects.ts';
import type { Repository } from './repository.ts';
import { gitSync } from './run.ts';

export type Blob =
  | { readonly kind: 'blob'; readonly bytes: Buffer }
  | { readonly kind: 'too-large'; readonly size: number }
  | { readonly kind: 'missing' };

/**
 * The contents of blobs, by their ids, in the order asked for; none larger than `limit` bytes. Read here, loose or
 * packed; for what cannot be (an alternate, another hash) git is asked, for many at a time. Throws GitError.
 */
export function* readBlobs(repository: Repository, oids: readonly string[], limit: number): Generator<Blob> {
  const objects = new ObjectReader(repository);
  let asked = new Map<string, Blob>();
  try {
    for (const [i, oid] of oids.entries()) {
      const object = objects.read(oid, limit);
      if (object === 'unread') {
        if (!asked.has(oid)) asked = ask(repository, oids.slice(i, i + atOnce.blobs), limit);
        yield asked.get(oid) ?? { kind: 'missing' };
      } else if ('tooLarge' in object) yield { kind: 'too-large', size: object.tooLarge };
      else yield object.type === 'blob' ? { kind: 'blob', bytes: object.bytes } : { kind: 'missing' };
    }
  } finally {
    objects.close();
  }
}

/** So much is asked of one git process, or one blob. */
const atOnce = { blobs: 500, bytes: 64 * 1024 * 1024 };

/** What git knows of the first of these, and of as many of the others as fit. */
function ask(repository: Repository, oids: readonly string[], limit: number): Map<string, Blob> {
  const unique = [...new Set(oids)];
  const sizes = sizesOf(repository, unique);
  const answers = new Map<string, Blob>();
  const wanted: string[] = [];
  let bytes = 0;
  for (const [i, oid] of unique.entries()) {
    const size = sizes[i] ?? -1;
    if (size < 0) answers.set(oid, { kind: 'missing' });
    else if (size > limit) answers.set(oid, { kind: 'too-large', size });
    else if (bytes === 0 || bytes + size <= atOnce.bytes) {
      bytes += size;
      wanted.push(oid);
    } else break;
  }
  if (wanted.length === 0) return answers;
  const input = `${wanted.join('\n')}\n`;
  const out = gitSync(repository.workTree, ['cat-file', '--batch=%(objectsize)'], {
    input,
    maxBytes: bytes + wanted.length * 64,
  });
  let at = 0;
  for (const oid of wanted) {
    const line = out.indexOf(10, at);
    const end = line + 1 + Number(out.toString('latin1', at, line));
    answers.set(oid, { kind: 'blob', bytes: out.subarray(line + 1, end) });
    at = end + 1;
  }
  return answers;
}

/** -1 for what is not there, or no blob. */
function sizesOf(repository: Repository, oids: readonly string[]): number[] {
  const input = `${oids.join('\n')}\n`;
  const out = gitSync(repository.workTree, ['cat-file', '--batch-check=%(objecttype) %(objectsize)'], { input });
  const lines = out.toString('latin1').split('\n');
  return lines.map((line) => Number(/^blob (\d+)$/.exec(line)?.[1] ?? -1));
}
