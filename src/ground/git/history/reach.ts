import { findObject, objectKinds, type ObjectTable } from '../packs/object-table.ts';
import type { Unpacker } from '../packs/unpacker.ts';
import type { CommitGraph } from './commit-graph.ts';
import type { Ref } from './refs.ts';

/** What refs lead to, by the numbers of the object table. */
export interface Reached {
  /** In the order in which they were met. */
  readonly commits: readonly number[];
  /** Trees and blobs that a ref or a tag names without a commit. */
  readonly others: readonly { readonly object: number; readonly name: string }[];
  /** Refs whose object is not here. */
  readonly dangling: readonly Ref[];
}

/** Follows refs through tags to commits, and these to their parents. `isSeen`: 1 for each commit that is reached. */
export function reach(
  table: ObjectTable,
  graph: CommitGraph,
  refs: readonly Ref[],
  unpacker: Unpacker,
  isSeen: Uint8Array,
): Reached {
  const others: { object: number; name: string }[] = [];
  const dangling: Ref[] = [];
  const open: number[] = [];
  for (const ref of refs) {
    const object = peeled(table, ref.oid, unpacker);
    if (object === -1) dangling.push(ref);
    else if (table.kinds[object] === objectKinds.commit) open.push(object);
    else others.push({ object, name: ref.name });
  }
  const commits: number[] = [];
  for (let commit = open.pop(); commit !== undefined; commit = open.pop()) {
    if (isSeen[commit] === 1) continue;
    isSeen[commit] = 1;
    commits.push(commit);
    const start = graph.starts[commit]!;
    for (let i = 0; i < graph.counts[commit]!; i++) {
      const parent = graph.parents[start + i]!;
      if (parent >= 0 && isSeen[parent] === 0) open.push(parent);
    }
  }
  return { commits, others, dangling };
}

/** A tag of a tag is no error, but one of more than this is no tag of people. */
const deepestTag = 32;

/** The object that a tag, or a tag of a tag, is about; -1 when it is not here. */
function peeled(table: ObjectTable, oid: string, unpacker: Unpacker): number {
  let object = findObject(table, Buffer.from(oid, 'hex'), 0);
  for (let depth = 0; object !== -1 && table.kinds[object] === objectKinds.tag; depth++) {
    const text = unpacker.read(object);
    if (typeof text === 'string' || depth === deepestTag) return -1;
    const target = /^object ([0-9a-f]{40,64})\n/.exec(Buffer.from(text.subarray(0, 80)).toString('latin1'))?.[1];
    object = target === undefined ? -1 : findObject(table, Buffer.from(target, 'hex'), 0);
  }
  return object;
}
