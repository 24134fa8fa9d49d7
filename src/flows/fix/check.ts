import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join, normalize, sep } from 'node:path';
import { type CommandResult, runCommand } from '#ground/commands';
import { filesOfCommit, readBlobs, type Repository } from '#ground/git';

/** Runs the person's own command over a commit with edits. */
export interface CheckPlace {
  /** `edits`: paths from the work tree's top, with the new text. */
  run(edits: ReadonlyMap<string, string>): Promise<CommandResult>;
  close(): void;
}

const largest = 1024 * 1024 * 1024;

/**
 * A folder of its own outside of the work tree that holds what a commit has: written from git's objects, so that no filter or hook of the
 * repository runs; the command alone does, as the person gave it. Each run begins from the commit's files again; what a run installs or builds
 * beside them stays for the next.
 */
export function checkPlace(
  repository: Repository,
  commit: string,
  inside: string,
  command: string,
  timeoutMs?: number,
): CheckPlace {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'selvedge-check-')));
  const files = filesOfCommit(repository, commit);
  let edited: ReadonlyMap<string, string> | undefined;
  return {
    async run(edits) {
      if (edited === undefined) writeAll(folder, repository, files);
      else
        writeAll(
          folder,
          repository,
          files.filter(({ path }) => edited?.has(path) === true),
        );
      edited = edits;
      for (const [path, text] of edits) writeFileSync(join(folder, path), text);
      return runCommand(command, { folder: join(folder, inside), ...(timeoutMs !== undefined && { timeoutMs }) });
    },
    close: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

function writeAll(folder: string, repository: Repository, files: ReturnType<typeof filesOfCommit>): void {
  const links: (readonly [path: string, target: string])[] = [];
  let at = 0;
  for (const blob of readBlobs(
    repository,
    files.map(({ oid }) => oid),
    largest,
  )) {
    const file = files[at++];
    if (file === undefined || blob.kind !== 'blob' || !staysInside(file.path)) continue;
    const path = join(folder, file.path);
    if (file.mode === 0o120000) {
      links.push([file.path, blob.bytes.toString()]);
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, blob.bytes);
    if (file.mode === 0o100755) chmodSync(path, 0o755);
  }
  // Last, so that nothing is written through one; none that leads out.
  for (const [path, target] of links) {
    if (isAbsolute(target) || !staysInside(join(dirname(path), target))) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    rmSync(join(folder, path), { force: true });
    symlinkSync(target, join(folder, path));
  }
  // What a target means is known only once all are made: `..` leads from where the link before it led.
  const out = links.filter(([path]) => leadsOut(folder, path));
  for (const [path] of out) rmSync(join(folder, path), { force: true });
}

const mostLinks = 40;

/** Whether following a path takes a step outside of the folder, be it one that comes back or one towards what is not there yet. */
function leadsOut(folder: string, path: string): boolean {
  const left = path.split('/').reverse();
  let at = folder;
  let followed = 0;
  for (let element = left.pop(); element !== undefined; element = left.pop()) {
    if (element === '' || element === '.') continue;
    const next = element === '..' ? dirname(at) : join(at, element);
    if (next !== folder && !next.startsWith(folder + sep)) return true;
    if (lstatSync(next, { throwIfNoEntry: false })?.isSymbolicLink() !== true) {
      at = next;
      continue;
    }
    const target = readlinkSync(next);
    if (isAbsolute(target) || ++followed > mostLinks) return true;
    left.push(...target.split('/').reverse());
  }
  return false;
}

function staysInside(path: string): boolean {
  const plain = normalize(path);
  return !isAbsolute(plain) && plain !== '..' && !plain.startsWith('../') && !plain.startsWith('..\\');
}
