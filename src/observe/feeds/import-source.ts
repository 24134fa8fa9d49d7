import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { containerKind } from '#ground/archives';
import { isEndsOfLife } from './end-of-life.ts';
import { isExploitPredictions } from './exploit-prediction.ts';
import { FeedError } from './feed-error.ts';
import type { FeedKind, FeedSource } from './feed.ts';
import { parseJson } from './json.ts';
import { isKnownExploited } from './known-exploited.ts';
import { ecosystemNamed, hoursOf, ownSourceId, sourceIdOfEcosystem } from './sources.ts';
import { unzipped } from './updates.ts';

/**
 * What lies at a path, as sources: a dump by the name of its ecosystem (`npm.zip`, `npm/all.zip`), CISA's, FIRST's and endoflife.date's files by
 * what stands in them, anything else as a source of its own in OSV form, whose silence says nothing. A folder that holds dumps is each of them.
 *
 * @throws FeedError
 */
export function sourcesAt(path: string): FeedSource[] {
  const at = resolve(path);
  const found = statSync(at, { throwIfNoEntry: false });
  if (found === undefined) throw new FeedError('not-found', path, 'there is no such file or folder');
  if (!found.isDirectory()) return [sourceOfFile(at)];
  const dumps = readdirSync(at)
    .sort()
    .flatMap((name) => {
      const inside = join(at, name, 'all.zip');
      return /\.(?:zip|csv|csv\.gz|tgz|tar\.gz)$/i.test(name) ? [join(at, name)] : existsSync(inside) ? [inside] : [];
    });
  return dumps.length > 0
    ? dumps.map(sourceOfFile)
    : [{ ...ofFiles(ownSourceId(basename(at), at), at), partial: true }];
}

function sourceOfFile(path: string): FeedSource {
  const start = startOf(path);
  const kind = containerKind(start);
  if (kind !== undefined && kind !== 'gzip') return dumpOf(path, true);
  const plain = kind === 'gzip' ? undefined : start;
  if (kind === 'gzip' && /\.(?:tgz|tar\.gz)$/i.test(path)) return dumpOf(path, true);
  const special = specialKind(path, plain);
  if (special !== undefined) return ofKind(special, path);
  return dumpOf(path, false);
}

function startOf(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const start = new Uint8Array(64 * 1024);
    return start.subarray(0, readSync(file, start, 0, start.length, 0));
  } finally {
    closeSync(file);
  }
}

/** A file that is not in OSV form, and yet known. */
function specialKind(path: string, start: Uint8Array | undefined): FeedKind | undefined {
  if (/\.csv(?:\.gz)?$/i.test(path)) {
    const text = start ?? unzipped(readFileSync(path), basename(path)).subarray(0, 4096);
    if (isExploitPredictions(Buffer.from(text.subarray(0, 4096)).toString('latin1'))) return 'exploit-prediction';
    throw new FeedError('damaged', basename(path), 'it is no list of EPSS scores', { place: 'line 1' });
  }
  if (!/\.json(?:\.gz)?$/i.test(path)) return undefined;
  const value = parseJson(unzipped(readFileSync(path), basename(path)), basename(path));
  if (isKnownExploited(value)) return 'known-exploited';
  return isEndsOfLife(value) ? 'end-of-life' : undefined;
}

function dumpOf(path: string, isArchive: boolean): FeedSource {
  const name = basename(path).replace(/\.(?:zip|tgz|tar\.gz|tar|json|jsonl|ndjson)$/i, '');
  const meant = name.toLowerCase() === 'all' ? basename(dirname(path)) : name;
  const malicious = /^malicious-(.+)$/i.exec(meant)?.[1];
  if (malicious !== undefined && ecosystemNamed(malicious) !== undefined)
    return { ...ofFiles(`malicious-${sourceIdOfEcosystem(malicious).slice('osv-'.length)}`, path), partial: true };
  const ecosystem = ecosystemNamed(meant);
  // Loose records are somebody's own, whatever the file is called.
  const isCalledArchive = isArchive || /\.(?:zip|tgz|tar\.gz|tar)$/i.test(path);
  if (ecosystem === undefined || !isCalledArchive) return { ...ofFiles(ownSourceId(meant, path), path), partial: true };
  const dump = { ...ofFiles(sourceIdOfEcosystem(ecosystem), path), namedByIds: true as const };
  return isArchive ? { ...dump, ecosystem } : { ...dump, partial: true };
}

function ofFiles(id: string, location: string): FeedSource {
  return { id, kind: 'osv-files', location, limitHours: hoursOf('osv-files') };
}

function ofKind(kind: FeedKind, location: string): FeedSource {
  const ids = { 'known-exploited': 'kev', 'exploit-prediction': 'epss', 'end-of-life': 'end-of-life' } as const;
  const id = kind in ids ? ids[kind as keyof typeof ids] : kind;
  return { id, kind, location, limitHours: hoursOf(kind) };
}
