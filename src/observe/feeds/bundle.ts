import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { VerifierKey } from 'selvedge-verify';
import { type Manifest, manifestName, parseManifest, readManifest } from '#ground/advisories';
import { membersOf } from '#ground/archives';
import { digestBytes } from '#ground/model';
import { BundleError } from './bundle-error.ts';
import { accessOf } from './file-access.ts';
import { type IndexSigner, openNote, readStatement, statementOf } from './signing.ts';

/** An index in one file, and who says so. */
export interface Bundle {
  readonly manifest: Manifest;
  /** Segments by name, held to the manifest's digests by who takes them over. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** When it was made, in milliseconds since 1970. */
  readonly at: number;
}

const noteName = 'bundle.note';

/**
 * Writes the index in a folder as one file: a tar archive (POSIX.1-2024, ustar) of a signed note about the manifest, the manifest, and its
 * segments. It can be copied to any number of machines, and believed on each that has the key.
 */
export function writeBundle(folder: string, path: string, signer: IndexSigner, at: string): { readonly bytes: number } {
  const manifest = readManifest(folder);
  if (manifest === undefined || manifest.sources.length === 0)
    throw new BundleError('unsigned', 'there is nothing to export', 'selvedge advisories sync gets advisories first.');
  const text = readFileSync(join(folder, manifestName));
  const parts = [
    [noteName, Buffer.from(signer.sign(statementOf(text, at)))],
    [manifestName, text],
  ] as const;
  const names = parseManifest(text.toString('utf8')).sources.flatMap(({ segments }) =>
    segments.map(({ file }) => file),
  );
  const fresh = `${path}.${process.pid}.tmp`;
  const file = openSync(fresh, 'w', 0o644);
  let bytes = 0;
  const write = (piece: Uint8Array): void => {
    for (let done = 0; done < piece.length;) done += writeSync(file, piece, done);
    bytes += piece.length;
  };
  try {
    const member = (name: string, contents: Uint8Array): void => {
      write(tarHeader(name, contents.length, Date.parse(at)));
      write(contents);
      write(new Uint8Array((512 - (contents.length % 512)) % 512));
    };
    for (const [name, contents] of parts) member(name, contents);
    for (const name of names) member(name, readFileSync(join(folder, name)));
    write(new Uint8Array(1024));
    fsyncSync(file);
    closeSync(file);
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
  return { bytes };
}

function tarHeader(name: string, size: number, at: number): Uint8Array {
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write(octal(0o644, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(Math.floor(at / 1000), 12), 136);
  header.write('        0', 148);
  header.write('ustar\u000000', 257);
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return header;
}

function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, '0')}\0`;
}

const limits = { totalBytes: 4 * 2 ** 30, depth: 1, members: 10_000, deadline: Number.POSITIVE_INFINITY };
const mostOfManifest = 64 << 20;

/** True for a file that begins as a bundle does. */
export function isBundleFile(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const file = openSync(path, 'r');
  try {
    return isBundle(accessOf(file).read(0, 512));
  } finally {
    closeSync(file);
  }
}

function isBundle(start: Uint8Array): boolean {
  return (
    start.length >= 512 && Buffer.from(start.subarray(0, noteName.length + 1)).toString('latin1') === `${noteName}\0`
  );
}

/**
 * Reads a bundle and believes it if the key signed it and it is what was signed.
 *
 * @throws BundleError, AdvisoryIndexError of a manifest that makes no sense.
 */
export async function readBundle(path: string, key: VerifierKey): Promise<Bundle> {
  const what = basename(path);
  // Nothing is read behind them before they are believed: a segment may have gigabytes.
  const first = partsOf(path, what, new Map([noteName, manifestName].map((name) => [name, mostOfManifest])));
  const note = first.get(noteName);
  const text = first.get(manifestName);
  if (note === undefined || text === undefined)
    throw new BundleError(
      'not-a-bundle',
      `${what} is no bundle of advisories`,
      'selvedge advisories export BUNDLE makes one.',
    );
  const { digest, at } = readStatement(await openNote(Buffer.from(note).toString('utf8'), key, what), what);
  if (digest !== digestBytes(text))
    throw new BundleError('tampered', `${what} was changed after it was signed: ${manifestName}`);
  const manifest = parseManifest(Buffer.from(text).toString('utf8'));
  const segments = manifest.sources.flatMap((source) => source.segments);
  const parts = partsOf(path, what, new Map(segments.map(({ file, bytes }) => [file, bytes])));
  const files = new Map<string, Uint8Array>();
  for (const { file, sha256 } of segments) {
    const bytes = parts.get(file);
    if (bytes === undefined)
      throw new BundleError(
        'damaged',
        `${what} lacks ${file}`,
        'Get it again: it is cut off, or a part was taken out.',
      );
    if (digestBytes(bytes) !== `sha256:${sha256}`)
      throw new BundleError('tampered', `${what} was changed after it was signed: ${file}`);
    files.set(file, bytes);
  }
  return { manifest, files, at: Date.parse(at) };
}

/** The members of these names, each of at most so many bytes; it ends as soon as all are there. */
function partsOf(path: string, what: string, wanted: ReadonlyMap<string, number>): Map<string, Uint8Array> {
  const file = openSync(path, 'r');
  try {
    const parts = new Map<string, Uint8Array>();
    const access = accessOf(file);
    if (!isBundle(access.read(0, 512)) || wanted.size === 0) return parts;
    const memberBytes = Math.max(...wanted.values());
    for (const member of membersOf(access, what, { ...limits, memberBytes })) {
      if (!wanted.has(member.path) && member.path !== '') continue;
      if (!('bytes' in member))
        throw new BundleError('damaged', `${what} is damaged: ${member.detail}`, 'Get it again.');
      parts.set(member.path, new Uint8Array(member.bytes));
      if (parts.size === wanted.size) break;
    }
    return parts;
  } finally {
    closeSync(file);
  }
}
