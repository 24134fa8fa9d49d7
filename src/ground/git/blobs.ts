import { ObjectReader } from './objects.ts';
import type { Repository } from './repository.ts';
import { gitSync } from './run.ts';

export type Blob =
  | { readonly kind: 'blob'; readonly bytes: Buffer }
  | { readonly kind: 'too-large'; readonly size: number }
  | { readonly kind: 'missing' };

/**
 * The contents of blobs, by their ids, in the order asked for; none larger than `limit` bytes. Read here, loose or
 * packed; what cannot be (an alternate, another hash) git is asked for, one by one. Throws GitError.
 */
export function* readBlobs(repository: Repository, oids: readonly string[], limit: number): Generator<Blob> {
  const objects = new ObjectReader(repository);
  try {
    for (const oid of oids) {
      const object = objects.read(oid, limit);
      if (object === 'unread') yield byGit(repository, oid, limit);
      else if ('tooLarge' in object) yield { kind: 'too-large', size: object.tooLarge };
      else yield object.type === 'blob' ? { kind: 'blob', bytes: object.bytes } : { kind: 'missing' };
    }
  } finally {
    objects.close();
  }
}

function byGit(repository: Repository, oid: string, limit: number): Blob {
  const asked = gitSync(repository.workTree, ['cat-file', '--batch-check=%(objecttype) %(objectsize)'], {
    input: `${oid}\n`,
    maxBytes: 4096,
  });
  const size = /^blob (\d+)\n$/.exec(asked.toString('latin1'))?.[1];
  if (size === undefined) return { kind: 'missing' };
  if (Number(size) > limit) return { kind: 'too-large', size: Number(size) };
  return {
    kind: 'blob',
    bytes: gitSync(repository.workTree, ['cat-file', 'blob', oid], { maxBytes: Number(size) + 1 }),
  };
}
