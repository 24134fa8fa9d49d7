import type { DependencyFile, ListedPackage } from '#ground/model';
import { digestBytes } from '#ground/model';
import { parsePurl, PurlError, type Purl } from '#ground/packages';

/** What every format of SBOM says, before it is said in one. The same files give the same Bom, in whatever order they come. */
export interface Bom {
  readonly subject: BomSubject;
  /** A version 8 UUID, computed from all else. */
  readonly uuid: string;
  /** Only if it was given: ISO 8601, UTC. */
  readonly timestamp?: string;
  /** What could not be looked at, in words: the SBOM may lack what stands there. */
  readonly gaps: readonly string[];
  /** By path. */
  readonly files: readonly DependencyFile[];
  /** One for each purl, in the order of the purls. */
  readonly components: readonly BomComponent[];
  /** Purls that the subject depends on by itself. */
  readonly direct: readonly string[];
}

/** What the SBOM is about. */
export interface BomSubject {
  readonly name: string;
  readonly version?: string;
  /** Of Selvedge, which made it. */
  readonly toolVersion: string;
}

export interface BomComponent {
  readonly purl: string;
  /** The purl’s parts; undefined when it cannot be read. */
  readonly parts: Purl | undefined;
  /** `required` if any place needs it in production. */
  readonly scope: 'required' | 'optional' | 'excluded';
  readonly licence?: string;
  readonly hashes: readonly Hash[];
  /** A URL or a git revision. */
  readonly source?: string;
  readonly deprecated?: string;
  readonly listings: readonly BomListing[];
  /** Purls. */
  readonly dependsOn: readonly string[];
}

/** One place where a package is listed. */
export interface BomListing {
  /** Position in the Bom’s files, and in that file’s packages. */
  readonly file: number;
  readonly index: number;
  readonly listed: ListedPackage;
}

export interface Hash {
  readonly algorithm: 'MD5' | 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512';
  /** Lower-case hexadecimal. */
  readonly hex: string;
}

export interface BomOptions {
  readonly timestamp?: string;
  readonly gaps?: readonly string[];
}

export function bomOf(
  subject: BomSubject,
  unordered: readonly DependencyFile[],
  { timestamp, gaps: unorderedGaps = [] }: BomOptions = {},
): Bom {
  const gaps = unorderedGaps.toSorted(compareText);
  const files = unordered.toSorted((a, b) => compareText(a.path, b.path) || compareText(a.format, b.format));
  const listings = new Map<string, BomListing[]>();
  for (const [file, { packages }] of files.entries()) {
    for (const [index, listed] of packages.entries()) {
      const found = listings.get(listed.purl);
      if (found === undefined) listings.set(listed.purl, [{ file, index, listed }]);
      else found.push({ file, index, listed });
    }
  }
  const purls = [...listings.keys()].sort(compareText);
  return {
    subject,
    uuid: uuidOf(JSON.stringify([subject, timestamp ?? null, files, gaps])),
    ...(timestamp === undefined ? {} : { timestamp }),
    gaps,
    files,
    components: purls.map((purl) => componentOf(purl, listings.get(purl) ?? [], files)),
    direct: directOf(files),
  };
}

function componentOf(purl: string, listings: readonly BomListing[], files: readonly DependencyFile[]): BomComponent {
  const parsed = parsePurl(purl);
  const brought = new Set<string>();
  for (const { file, listed } of listings) {
    for (const to of listed.dependsOn ?? []) {
      const other = files[file]?.packages[to]?.purl;
      if (other !== undefined && other !== purl) brought.add(other);
    }
  }
  const first = (of: (listed: ListedPackage) => string | undefined) => {
    for (const { listed } of listings) {
      const value = of(listed);
      if (value !== undefined && value !== '') return value;
    }
    return undefined;
  };
  const licence = first((listed) => listed.licence);
  const source = first((listed) => listed.source);
  const deprecated = first((listed) => listed.deprecated);
  return {
    purl,
    parts: parsed instanceof PurlError ? undefined : parsed,
    scope: scopeOf(listings),
    ...(licence === undefined ? {} : { licence }),
    hashes: hashesOf(listings),
    ...(source === undefined ? {} : { source }),
    ...(deprecated === undefined ? {} : { deprecated }),
    listings,
    dependsOn: [...brought].sort(compareText),
  };
}

function scopeOf(listings: readonly BomListing[]): BomComponent['scope'] {
  if (listings.some(({ listed: { scope } }) => scope === undefined)) return 'required';
  return listings.some(({ listed: { scope } }) => scope === 'optional' || scope === 'peer') ? 'optional' : 'excluded';
}

/** What files call direct; of a file that tells of none, what nobody in it brings in. */
function directOf(files: readonly DependencyFile[]): readonly string[] {
  const direct = new Set<string>();
  for (const { packages } of files) {
    const tells = packages.some((listed) => listed.direct === true);
    const brought = new Set(tells ? [] : packages.flatMap(({ dependsOn = [] }) => dependsOn));
    for (const [index, listed] of packages.entries())
      if (tells ? listed.direct === true : !brought.has(index)) direct.add(listed.purl);
  }
  return [...direct].sort(compareText);
}

const algorithms: Readonly<Record<string, readonly [Hash['algorithm'], bytes: number]>> = {
  md5: ['MD5', 16],
  sha1: ['SHA-1', 20],
  sha256: ['SHA-256', 32],
  sha384: ['SHA-384', 48],
  sha512: ['SHA-512', 64],
};

/** From `sha512-BASE64` (several parted by blanks) and `sha256:HEX`. */
function hashesOf(listings: readonly BomListing[]): readonly Hash[] {
  const hashes = new Map<string, Hash>();
  for (const { listed } of listings) {
    for (const part of (listed.integrity ?? '').split(/\s+/)) {
      const match = /^(md5|sha1|sha256|sha384|sha512)([-:])([A-Za-z0-9+/=_-]+)$/.exec(part);
      const [algorithm, bytes] = algorithms[match?.[1] ?? ''] ?? [];
      if (match === null || algorithm === undefined) continue;
      const hex =
        match[2] === ':' ? (match[3] ?? '').toLowerCase() : Buffer.from(match[3] ?? '', 'base64').toString('hex');
      if (hex.length === (bytes ?? 0) * 2 && /^[0-9a-f]+$/.test(hex))
        hashes.set(`${algorithm} ${hex}`, { algorithm, hex });
    }
  }
  return [...hashes.keys()].sort(compareText).flatMap((key) => hashes.get(key) ?? []);
}

/** A version 8 UUID (RFC 9562) of a text. */
export function uuidOf(content: string): string {
  const hex = digestBytes(Buffer.from(content)).replace(/^sha256:/, '');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** By code units: no locale has a say in the bytes of an SBOM. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
