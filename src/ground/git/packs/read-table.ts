import type { Repository } from '../repository.ts';
import { addLoose } from './loose-objects.ts';
import { isSameOid, type ObjectTable, slotKey, type StoreGap, unsized } from './object-table.ts';
import { packsOf } from './pack-files.ts';
import { addPack, type Draft } from './pack-objects.ts';

/** Reads the indexes of all packs, and each pack once, for the heads of its entries. Never throws for what is damaged: that is a gap. */
export function readObjectTable(repository: Repository, hashBytes: 20 | 32): { table: ObjectTable; gaps: StoreGap[] } {
  const gaps: StoreGap[] = [];
  const objectsFolder = `${repository.commonDir}/objects`;
  const packs = packsOf(objectsFolder, hashBytes, gaps);
  const loose = addLoose(objectsFolder, hashBytes, gaps);
  const packed = packs.reduce((sum, pack) => sum + pack.count, 0);
  const draft = emptyDraft(packed + loose.length, hashBytes);
  const placed: { path: string; first: number; end: number }[] = [];
  let first = 0;
  for (const pack of packs) {
    const end = addPack(draft, pack, first, gaps);
    placed.push({ path: pack.path, first, end });
    first = end;
  }
  const firstLoose = first;
  for (const { oid, kind, size } of loose) {
    draft.oids.set(oid, first * hashBytes);
    draft.kinds[first] = kind;
    draft.sizes[first] = Math.min(size, unsized);
    draft.bases[first] = -1;
    first += 1;
  }
  const table = { ...draft, objectsFolder, hashBytes, packs: placed, firstLoose, count: first, slots: slotsFor(first) };
  fillSlots(table);
  return { table, gaps };
}

function emptyDraft(count: number, hashBytes: number): Draft {
  return {
    oids: new Uint8Array(new SharedArrayBuffer(count * hashBytes)),
    offsets: new Float64Array(new SharedArrayBuffer(count * 8)),
    ends: new Float64Array(new SharedArrayBuffer(count * 8)),
    headers: new Uint8Array(new SharedArrayBuffer(count)),
    sizes: new Uint32Array(new SharedArrayBuffer(count * 4)),
    kinds: new Uint8Array(new SharedArrayBuffer(count)),
    bases: new Int32Array(new SharedArrayBuffer(count * 4)),
    firstChildren: new Int32Array(new SharedArrayBuffer(count * 4)).fill(-1),
    nextSiblings: new Int32Array(new SharedArrayBuffer(count * 4)).fill(-1),
    repeated: new Uint8Array(new SharedArrayBuffer(count)),
  };
}

function slotsFor(count: number): Int32Array {
  let size = 1024;
  while (size < count * 2) size *= 2;
  return new Int32Array(new SharedArrayBuffer(size * 4));
}

function fillSlots(table: ObjectTable): void {
  const { slots, oids, hashBytes, count, repeated } = table;
  const mask = slots.length - 1;
  for (let i = 0; i < count; i++) {
    const at = i * hashBytes;
    let slot = slotKey(oids, at) & mask;
    for (;;) {
      const taken = slots[slot]!;
      if (taken === 0) {
        slots[slot] = i + 1;
        break;
      }
      if (isSameOid(oids, (taken - 1) * hashBytes, oids, at, hashBytes)) {
        repeated[i] = 1;
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
}
