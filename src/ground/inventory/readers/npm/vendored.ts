import type { DependencyFile } from '#ground/model';
import type { Draft } from '../../dependency-graph.ts';
import type { DependencyReader, ReadableFile } from '../../reader.ts';
import { type FoundLibrary, librariesInCode, librariesInComments } from './library-comments.ts';
import { fingerprintOf, releaseOf } from './library-fingerprint.ts';
import { npmPurl, splitDescriptor } from './specifier.ts';

/**
 * Libraries that stand in a JavaScript file, copied or bundled: known by the comment over them, by what bundlers write, by their own code, or, where
 * nothing says it, by the fingerprint of a released file.
 */
export const reader: DependencyReader = {
  format: 'npm/vendored',
  wants: (path, name) => /\.(?:js|mjs|cjs)$/.test(name) && !/(?:^|\/)node_modules\//.test(path),
  read: readVendored,
};

const mostBytes = 16 * 1024 * 1024;

function readVendored(file: ReadableFile, deadline: number): Omit<DependencyFile, 'path' | 'format'> | undefined {
  const { bytes } = file;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, mostBytes)).toString('latin1');
  const found: FoundLibrary[] = librariesInComments(text);
  if (performance.now() < deadline) found.push(...librariesInCode(text));
  if (found.length === 0 && performance.now() < deadline) found.push(...libraryByFingerprint(text));
  if (found.length === 0) return undefined;
  return { role: 'installed', packages: listed(found, text, file.path) };
}

function libraryByFingerprint(text: string): FoundLibrary[] {
  const fingerprint = fingerprintOf(text);
  const release = fingerprint === undefined ? undefined : releaseOf(fingerprint);
  if (release === undefined) return [];
  const [name, version] = splitDescriptor(release);
  return [{ name, version, at: 0 }];
}

/** Each once, where it first stands; without a version only where no version is known of it. */
function listed(found: readonly FoundLibrary[], text: string, path: string): Draft[] {
  const versioned = new Set(found.flatMap(({ name, version }) => (version === undefined ? [] : name)));
  const packages = new Map<string, Draft>();
  let line = 1;
  let counted = 0;
  for (const { name, version, at } of [...found].sort((a, b) => a.at - b.at)) {
    for (let end = text.indexOf('\n', counted); end !== -1 && end < at; end = text.indexOf('\n', counted)) {
      line += 1;
      counted = end + 1;
    }
    const purl = npmPurl(name, version);
    if (purl === undefined || packages.has(purl) || (version === undefined && versioned.has(name))) continue;
    packages.set(purl, { purl, line, place: path });
  }
  return [...packages.values()];
}
