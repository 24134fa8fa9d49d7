import { closeSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { objectKinds, type StoreGap } from './object-table.ts';
import { gapOf, openRegular, ownNamesIn } from './pack-files.ts';

export interface LooseObject {
  readonly oid: Uint8Array;
  readonly kind: number;
  readonly size: number;
}

/** All objects that lie loose, in order of their ids. Of each the head is read, gitformat-loose(5). */
export function addLoose(objectsFolder: string, hashBytes: number, gaps: StoreGap[]): LooseObject[] {
  const objects: LooseObject[] = [];
  const rest = new RegExp(`^[0-9a-f]{${hashBytes * 2 - 2}}$`);
  for (const folder of ownNamesIn(objectsFolder, 'objects', gaps)
    .filter((name) => /^[0-9a-f]{2}$/.test(name))
    .sort()) {
    for (const name of ownNamesIn(join(objectsFolder, folder), `objects/${folder}`, gaps)
      .filter((name) => rest.test(name))
      .sort()) {
      const oid = folder + name;
      try {
        objects.push({ oid: Buffer.from(oid, 'hex'), ...readHead(join(objectsFolder, folder, name)) });
      } catch (error) {
        gaps.push(gapOf(oid, error));
      }
    }
  }
  return objects;
}

const kindNames = new Map<string, number>([
  ['commit', objectKinds.commit],
  ['tree', objectKinds.tree],
  ['blob', objectKinds.blob],
  ['tag', objectKinds.tag],
]);

/** Throws RangeError for one that does not begin as an object. */
function readHead(path: string): { kind: number; size: number } {
  const { constants, inflateSync } = process.getBuiltinModule('node:zlib');
  const fd = openRegular(path);
  let start: Buffer;
  try {
    const packed = Buffer.alloc(128);
    const length = readSync(fd, packed, 0, packed.length, 0);
    start = inflated(() => inflateSync(packed.subarray(0, length), { finishFlush: constants.Z_SYNC_FLUSH }));
  } finally {
    closeSync(fd);
  }
  const head = /^(commit|tree|blob|tag) (\d{1,15})\0/.exec(start.toString('latin1', 0, 40));
  if (head === null) throw new RangeError('it does not begin as an object');
  return { kind: kindNames.get(head[1]!)!, size: Number(head[2]) };
}

/** Damage is the file's, not the system's. */
export function inflated(inflate: () => Buffer): Buffer {
  try {
    return inflate();
  } catch (error) {
    throw new RangeError('it cannot be inflated', { cause: error });
  }
}

/** A loose object's content, which must be of `size` bytes. Throws RangeError for a damaged one, and what the system says. */
export function readLoose(objectsFolder: string, oid: string, size: number): Buffer {
  const { inflateSync } = process.getBuiltinModule('node:zlib');
  const fd = openRegular(join(objectsFolder, oid.slice(0, 2), oid.slice(2)));
  let packed: Buffer;
  try {
    packed = readFileSync(fd);
  } finally {
    closeSync(fd);
  }
  const bytes = inflated(() => inflateSync(packed, { maxOutputLength: size + 40 }));
  const start = bytes.indexOf(0) + 1;
  if (bytes.length - start !== size) throw new RangeError('it is not as long as it says');
  return bytes.subarray(start);
}
