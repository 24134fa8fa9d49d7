import type { Scope } from './evidence.ts';

/** Bytes from `start` (inclusive) to `end` (exclusive). */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** One file of a source, before its bytes are read. */
export interface SourceEntry {
  /** Relative to the root, with `/`, never leaving it. */
  readonly path: string;
  /** Bytes; -1 when not known before reading. */
  readonly size: number;
  /** The content's identity where the source knows it without reading (a git blob id); lets the cache skip the read. */
  readonly oid?: string;
  /** Only these parts are new; a claim outside them is not the source's to make. Absent: the whole file. */
  readonly inserted?: readonly ByteRange[];
}

export interface SourceDescription {
  readonly kind: Scope['source'];
  readonly root: string;
  readonly commit?: string;
  readonly branch?: string;
  readonly base?: string;
  readonly dirty?: boolean;
}

/** Where files come from. The engine owns every source; analyzers never see one. */
export interface Source {
  readonly description: SourceDescription;
  entries(): AsyncIterable<SourceEntry> | Iterable<SourceEntry>;
  /** Reads an entry's bytes, at most `limit` of them; rejects with a reason that ends up under "not looked at". */
  read(entry: SourceEntry, limit: number): Uint8Array | Promise<Uint8Array>;
}
