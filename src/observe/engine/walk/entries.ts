import { type Dirent, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, resolve, sep } from 'node:path';
import type { NotLookedAt } from '#ground/model';
import { statOf } from '../read/file-reader.ts';
import type { Rules } from './rules.ts';
import { absolute, under, type Visit, type WalkOptions } from './visit.ts';

type Kind = 'file' | 'folder' | 'link' | 'other';

interface Step {
  readonly look?: true;
  readonly enter?: 'all' | 'tracked';
  readonly gap?: NotLookedAt;
}

/** What is to be done with one entry of a folder. */
export function judge(options: WalkOptions, visit: Visit, name: string, path: string, kind: Kind): Step {
  if (name === '.git')
    return visit.path === '' ? {} : { gap: excluded(kind === 'folder' ? `${path}/` : path, 'it belongs to git') };
  const isFolder = kind === 'folder';
  const shown = isFolder ? `${path}/` : path;
  const byProject = options.exclude.match(path, isFolder);
  if (byProject?.ignored === true) return { gap: excluded(shown, byProject.by) };
  if (isFolder) {
    if (options.tracked().isSubmodule(path))
      return {
        gap: {
          path: shown,
          reason: 'submodule',
          detail: 'another repository, to be scanned by itself',
          expected: true,
        },
      };
    if (visit.depth >= options.depth)
      return {
        gap: { path: shown, reason: 'too-deep', detail: `more than ${options.depth} folders deep`, expected: false },
      };
    const ignored = visit.onlyTracked
      ? { by: 'a folder above is ignored' }
      : ignoredBy(options, visit.rules, path, true);
    if (ignored === undefined) return { enter: 'all' };
    return options.tracked().hasBelow(path) ? { enter: 'tracked' } : { gap: excluded(shown, ignored.by) };
  }
  const ignored = visit.onlyTracked
    ? { by: 'a folder above is ignored' }
    : ignoredBy(options, visit.rules, path, false);
  if (ignored !== undefined && !options.tracked().hasFile(path)) return { gap: excluded(path, ignored.by) };
  if (kind === 'file') return { look: true };
  if (kind === 'link') return { look: true, ...linkGap(options, path) };
  return { gap: { path, reason: 'not-a-regular-file', detail: 'a FIFO, socket or device', expected: true } };
}

/** What a link inside the tree points at is walked by itself; what lies outside is not part of what is scanned. Of the link, its text is looked at. */
function linkGap(options: WalkOptions, path: string): Step {
  const link = absolute(options, path);
  let target: string;
  try {
    target = realpathSync(link);
  } catch {
    // A link to nothing, or in a circle: there is nothing to look at, wherever it points.
    target = lexicalTarget(link);
  }
  const inside = target === options.root || target.startsWith(options.root === sep ? sep : options.root + sep);
  return inside ? {} : { gap: { path, reason: 'symlink-out-of-root', expected: true } };
}

function lexicalTarget(link: string): string {
  try {
    const text = readlinkSync(link);
    return isAbsolute(text) ? text : resolve(dirname(link), text);
  } catch {
    return link;
  }
}

function excluded(path: string, by: string): NotLookedAt {
  return { path, reason: 'excluded', detail: by, expected: true };
}

function ignoredBy(
  options: WalkOptions,
  rules: Rules | undefined,
  path: string,
  isFolder: boolean,
): { by: string } | undefined {
  const match = rules?.match(options.prefix + path, isFolder);
  return match?.ignored === true ? match : undefined;
}

/** Names that are not UTF-8 come with U+FFFD in them; they are named and left out, since no path of ours can open them. */
export function readEntries(path: string, visit: Visit, gaps: NotLookedAt[]): Dirent[] {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    if (!entries.some((entry) => entry.name.includes('\uFFFD'))) return entries;
    const broken = new Set<string>();
    for (const name of readdirSync(path, { encoding: 'buffer' })) {
      const text = name.toString('utf8');
      if (Buffer.from(text, 'utf8').equals(name)) continue;
      broken.add(text);
      gaps.push({
        path: under(visit.path, escaped(name)),
        reason: 'invalid-encoding',
        detail: 'the name is not UTF-8',
        expected: false,
      });
    }
    return entries.filter((entry) => !broken.has(entry.name));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const shown = visit.path === '' ? './' : `${visit.path}/`;
    const reason =
      code === 'ENAMETOOLONG'
        ? 'too-deep'
        : code === 'ENOENT' || code === 'ENOTDIR'
          ? 'changed-while-read'
          : 'unreadable';
    gaps.push({ path: shown, reason, detail: code, expected: false });
    return [];
  }
}

/** Bytes outside printable ASCII as \xHH. */
function escaped(name: Buffer): string {
  return [...name]
    .map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`))
    .join('');
}

/** Some file systems do not tell kinds in listings. */
export function kindOf(entry: Dirent, path: string): Kind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isFIFO() || entry.isSocket() || entry.isCharacterDevice() || entry.isBlockDevice()) return 'other';
  const stat = statOf(path);
  if (stat === undefined) return 'other';
  return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : stat.isSymbolicLink() ? 'link' : 'other';
}
