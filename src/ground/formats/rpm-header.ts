/** The tags of a package's header that an inventory needs (rpm's manual, "RPM Tags"). */
const tags = {
  1000: 'name',
  1001: 'version',
  1002: 'release',
  1003: 'epoch',
  1014: 'licence',
  1022: 'arch',
  1044: 'sourceRpm',
  1047: 'provides',
  1049: 'requires',
  5096: 'modularityLabel',
} as const;

/** What a header says of its package; texts as they are, lists empty where it says nothing. */
export interface RpmHeader {
  readonly name: string;
  readonly version: string;
  readonly release: string;
  readonly epoch?: number;
  readonly licence?: string;
  readonly arch?: string;
  /** `curl-7.76.1-26.el9.src.rpm` */
  readonly sourceRpm?: string;
  readonly provides: readonly string[];
  readonly requires: readonly string[];
  readonly modularityLabel?: string;
}

/**
 * Reads a header as rpm's databases keep it: two counts, an index of 16 bytes for each tag, and their data; without the magic number that
 * stands before it in a package file (rpm's manual, "RPM v4 Package format", Header). Undefined for what is none.
 */
export function readRpmHeader(blob: Uint8Array): RpmHeader | undefined {
  if (blob.length < 8) return undefined;
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  const entries = view.getUint32(0);
  const data = 8 + entries * 16;
  const end = data + view.getUint32(4);
  if (entries > mostEntries || end > blob.length) return undefined;
  const found = new Map<string, readonly string[]>();
  for (let i = 0; i < entries; i += 1) {
    const at = 8 + i * 16;
    const tag = tags[view.getUint32(at) as keyof typeof tags];
    // The first of each counts: a header of nothing but one long list would else be read many times over.
    if (tag === undefined || found.has(tag)) continue;
    const start = data + view.getUint32(at + 8);
    if (start < end) found.set(tag, valuesOf(view, view.getUint32(at + 4), start, end, view.getUint32(at + 12)));
  }
  return headerOf(found);
}

function headerOf(found: ReadonlyMap<string, readonly string[]>): RpmHeader | undefined {
  const text = (tag: string): string | undefined => found.get(tag)?.[0];
  const [name, version, release] = [text('name'), text('version'), text('release')];
  if (name === undefined || version === undefined || release === undefined) return undefined;
  const optional = {
    licence: text('licence'),
    arch: text('arch'),
    sourceRpm: text('sourceRpm'),
    modularityLabel: text('modularityLabel'),
  };
  const epoch = text('epoch');
  return {
    name,
    version,
    release,
    ...(epoch === undefined ? {} : { epoch: Number(epoch) }),
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as {
      readonly [Key in keyof typeof optional]?: string;
    }),
    provides: found.get('provides') ?? [],
    requires: found.get('requires') ?? [],
  };
}

/** More than any package has, and rpm's own limit (hdrchkTags). */
const mostEntries = 0xffff;
const int32 = 4;
const string = 6;
const stringArray = 8;
const i18nString = 9;

/** Values of a tag up to the end of the data; none for a type that no tag of ours has. */
function valuesOf(view: DataView, type: number, start: number, end: number, count: number): readonly string[] {
  if (type === int32) return start + 4 <= end ? [String(view.getUint32(start))] : [];
  if (type !== string && type !== stringArray && type !== i18nString) return [];
  const bytes = Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  const values: string[] = [];
  for (let at = start; values.length < (type === string ? 1 : count) && at < end;) {
    const zero = bytes.indexOf(0, at);
    if (zero === -1 || zero >= end) break;
    values.push(bytes.toString('utf8', at, zero));
    at = zero + 1;
  }
  return values;
}
