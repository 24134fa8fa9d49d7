import { join } from 'node:path';
import { type CommandResult, runCommand } from '#ground/commands';
import { commitOnBranch, personOf } from '#ground/git';
import { readInside } from '../scan/readers.ts';
import { replaceFile } from '../scan/replace-file.ts';
import { inWorkTree, type Place } from '../scan/place.ts';
import { type CheckPlace, checkPlace } from './check.ts';
import { FixRequestError } from './error.ts';
import { committedFiles, filesInFolder, OpenProject } from './project.ts';

/** Where changes go: a branch, on which the work tree is not touched, or the files themselves. */
export type WriteTo = { readonly kind: 'branch'; readonly name?: string } | { readonly kind: 'in-place' };

export type Written =
  | { readonly kind: 'branch'; readonly branch: string; readonly commit: string; readonly commits: number }
  | { readonly kind: 'in-place'; readonly paths: readonly string[] };

/** One commit's worth of edits. */
export interface Step {
  readonly message: string;
  /** Relative to the project. */
  readonly edits: ReadonlyMap<string, string>;
}

/** What is being worked on: the project as it was read, the steps so far, and where they are tried and written. */
export interface Bench {
  readonly project: OpenProject;
  readonly steps: readonly Step[];
  add(step: Step): void;
  /** Runs the person's check over the project as it would be. Throws FixRequestError when it fails before any change. */
  check(project: OpenProject): Promise<CommandResult>;
  /** `name`: of the branch, where the person gave none. */
  write(name: string): Promise<Written>;
  close(): void;
}

/** A branch begins at HEAD, and is planned over what HEAD has; in place, what lies in the folder counts. Throws FixRequestError. */
export function openBench(
  place: Place,
  writeTo: WriteTo,
  { check, dryRun }: { readonly check?: string; readonly dryRun: boolean },
): Bench {
  const committed = writeTo.kind === 'branch' ? committedFiles(place) : undefined;
  const needsCommit = writeTo.kind === 'branch' && committed === undefined && !dryRun;
  if (needsCommit && place.repository !== undefined)
    throw new FixRequestError(
      'bad-request',
      'there is no commit yet to make a branch from',
      'commit first, or change the files with --in-place',
    );
  if (needsCommit)
    throw new FixRequestError(
      'bad-request',
      `${place.root} is in no git repository to make a branch in`,
      'change the files with --in-place',
    );
  const source = committed ?? filesInFolder(place.root);
  const project = OpenProject.open(source, place.part);
  const steps: Step[] = [];
  const checks = checksOf(place, writeTo, check, committed?.commit, source.bytes);
  return {
    project,
    steps,
    add: (step) => void steps.push(step),
    check: (next) => checks.run(next.edits),
    async write(name) {
      return committed?.commit === undefined
        ? writeInPlace(place, source.bytes, steps)
        : writeBranch(place, committed.commit, writeTo.kind === 'branch' ? (writeTo.name ?? name) : name, steps);
    },
    close: () => checks.close(),
  };
}

interface Checks {
  run(edits: ReadonlyMap<string, string>): Promise<CommandResult>;
  close(): void;
}

function checksOf(
  place: Place,
  writeTo: WriteTo,
  command: string | undefined,
  commit: string | undefined,
  bytesOf: (path: string) => Buffer | undefined,
): Checks {
  let opened: CheckPlace | undefined;
  const open = (): CheckPlace => {
    if (command === undefined) throw new FixRequestError('bad-request', 'no command was given to check with');
    if (place.repository !== undefined && commit !== undefined)
      return checkPlace(place.repository, commit, inWorkTree(place, ''), command);
    return inFolder(place.root, command, bytesOf);
  };
  return {
    async run(edits) {
      if (opened === undefined) {
        opened = open();
        const before = await opened.run(new Map());
        if (before.status !== 0)
          throw new FixRequestError(
            'check-fails-before',
            `the check fails before anything is changed (status ${before.status ?? 'none'}): ${before.tail.trimEnd().split('\n').at(-1)?.slice(0, 200) ?? ''}`,
            writeTo.kind === 'branch'
              ? 'it runs in a fresh copy of HEAD: let the command install what it needs first, such as --check "npm ci && npm test"'
              : 'mend that first, or leave --check out',
          );
      }
      return opened.run(new Map([...edits].map(([path, text]) => [inWorkTreeOf(place, commit, path), text])));
    },
    close: () => opened?.close(),
  };
}

function inWorkTreeOf(place: Place, commit: string | undefined, path: string): string {
  return commit === undefined ? path : inWorkTree(place, path);
}

/** In the folder itself, whose files stand as they were after each run. */
function inFolder(root: string, command: string, bytesOf: (path: string) => Buffer | undefined): CheckPlace {
  return {
    async run(edits) {
      const before = [...edits.keys()].map((path) => [path, bytesOf(path)] as const);
      try {
        for (const [path, text] of edits) replaceFile(root, join(root, path), text);
        return await runCommand(command, { folder: root });
      } finally {
        for (const [path, bytes] of before)
          if (bytes !== undefined) replaceFile(root, join(root, path), bytes.toString());
      }
    },
    close: () => undefined,
  };
}

async function writeBranch(place: Place, parent: string, branch: string, steps: readonly Step[]): Promise<Written> {
  const commits = steps.map(({ message, edits }) => ({
    message,
    files: new Map([...edits].map(([path, text]) => [inWorkTree(place, path), Buffer.from(text)])),
  }));
  const commit = await commitOnBranch(place.root, { branch, parent, commits, author: await personOf(place.root) });
  return { kind: 'branch', branch, commit, commits: commits.length };
}

function writeInPlace(place: Place, bytesOf: (path: string) => Buffer | undefined, steps: readonly Step[]): Written {
  const edits = new Map(steps.flatMap((step) => [...step.edits]));
  const before = new Map([...edits.keys()].map((path) => [path, bytesOf(path)?.toString()]));
  for (const [path, text] of before)
    if (readInside(place.root, path)?.toString() !== text)
      throw new FixRequestError('changed-meanwhile', `${path} was changed while it was being fixed`, 'run it again');
  for (const [path, text] of edits) replaceFile(place.root, join(place.root, path), text);
  return { kind: 'in-place', paths: [...edits.keys()] };
}
