import type { ByteReader, ByteWriter } from './bytes.ts';
import { readTexts, writeTexts } from './package-table.ts';
import { type AdvisoryKind, advisoryKinds } from './record.ts';

/** What of a record is needed to match, merge and compare; the rest is read when somebody looks. */
export interface RecordHead {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly kind: AdvisoryKind;
  readonly withdrawn: boolean;
  /** Milliseconds since 1970, whole seconds; 0: unknown. */
  readonly modified: number;
  readonly published: number;
  /** 16 hexadecimal digits. */
  readonly digest: string;
  readonly detail: { readonly chunk: number; readonly offset: number; readonly length: number };
}

export function writeHead(writer: ByteWriter, head: RecordHead): void {
  writer.text(head.id);
  writeTexts(writer, head.aliases);
  writer.number(advisoryKinds.indexOf(head.kind) * 2 + (head.withdrawn ? 1 : 0));
  writer.number(Math.floor(head.modified / 1000));
  writer.number(Math.floor(head.published / 1000));
  writer.raw(Buffer.from(head.digest, 'hex'));
  writer.number(head.detail.chunk);
  writer.number(head.detail.offset);
  writer.number(head.detail.length);
}

/** Throws AdvisoryIndexError `corrupt`. */
export function readHead(reader: ByteReader): RecordHead {
  const id = reader.text();
  const aliases = readTexts(reader);
  const flags = reader.number();
  return {
    id,
    aliases,
    kind: advisoryKinds[flags >>> 1] ?? reader.corrupt('a kind is not known'),
    withdrawn: flags % 2 === 1,
    modified: reader.number() * 1000,
    published: reader.number() * 1000,
    digest: reader.raw(8).toString('hex'),
    detail: { chunk: reader.number(), offset: reader.number(), length: reader.number() },
  };
}
