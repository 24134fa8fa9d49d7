import { type Stats, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { isSettled, statOf } from './file-reader.ts';

/**
 * Watches over the folders on the way to files that are opened by name, so that whether somebody put a link in the place of one
 * is asked once for many files: renaming a folder sets its change time, which nobody sets back.
 */
export class FolderWatch {
  private readonly root: string;
  /** Folders above the root that others could swap for something else. */
  private readonly above: readonly string[];
  private readonly device: number;
  private readonly seen = new Map<string, Stats>();
  private last: string | undefined;
  private lastStands = false;

  /** Undefined where the system does not promise that time: then each file has to be asked for. `root`: links resolved. */
  static over(root: string): FolderWatch | undefined {
    const stat = process.platform === 'linux' ? statOf(root) : undefined;
    if (stat === undefined || !localFileSystems.has(typeOf(root))) return undefined;
    return new FolderWatch(root, stat.dev);
  }

  private constructor(root: string, device: number) {
    this.root = root;
    this.device = device;
    this.above = swappableAbove(root);
  }

  /** Before a file of the folder (relative to the root) is opened. False when it has to be asked for by itself. */
  enter(folder: string): boolean {
    if (folder === this.last) return this.lastStands;
    this.last = folder;
    this.lastStands =
      this.above.every((path) => this.look(path, false)) && this.look(this.root, true) && this.lookDown(folder);
    return this.lastStands;
  }

  /** After they were read: whether every folder that was entered has stood where it stands. Begins anew. */
  stood(): boolean {
    let stood = true;
    for (const [path, before] of this.seen) {
      if (isSameFolder(before, statOf(path))) continue;
      stood = false;
      break;
    }
    this.seen.clear();
    this.last = undefined;
    return stood;
  }

  private lookDown(folder: string): boolean {
    if (folder === '' || this.seen.has(`${this.root}/${folder}`)) return true;
    const above = folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
    return this.lookDown(above) && this.look(`${this.root}/${folder}`, true);
  }

  /** Whether a folder stands there, of the same file system, that did not change so lately that it could again under the same time. */
  private look(path: string, isBelow: boolean): boolean {
    if (this.seen.has(path)) return true;
    const stat = statOf(path);
    if (stat?.isDirectory() !== true || (isBelow && stat.dev !== this.device) || !isSettled(stat.ctimeMs, Date.now()))
      return false;
    this.seen.set(path, stat);
    return true;
  }
}

/** statfs(2): ext2 to ext4, XFS, Btrfs, tmpfs, overlayfs, ZFS, F2FS. A file system of the network answers with times that it remembers. */
const localFileSystems: ReadonlySet<number> = new Set([
  0xef53, 0x58465342, 0x9123683e, 0x01021994, 0x794c7630, 0x2fc12fc1, 0xf2f52010,
]);

function typeOf(root: string): number {
  try {
    return statfsSync(root).type;
  } catch {
    return 0;
  }
}

/** Folders above the root but for those that root alone can move, as it owns what they stand in: others' files come and go in some. */
function swappableAbove(root: string): string[] {
  const paths: string[] = [];
  for (let path = dirname(root); path !== dirname(path); path = dirname(path)) {
    const holder = statOf(dirname(path));
    const isFixed = holder !== undefined && holder.uid === 0 && (holder.mode & 0o022) === 0;
    if (!isFixed) paths.push(path);
  }
  return paths;
}

function isSameFolder(before: Stats, now: Stats | undefined): boolean {
  return (
    now !== undefined &&
    now.isDirectory() &&
    now.ino === before.ino &&
    now.dev === before.dev &&
    now.ctimeMs === before.ctimeMs
  );
}
