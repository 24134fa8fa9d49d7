import type { DependencyFile, DependencyFileProblem, ListedPackage } from '#ground/model';
import { ReadFailure, type ReadableFile } from './reader.ts';

type Content = Omit<DependencyFile, 'path' | 'format'>;

/** A file that git left in conflict, as each side would have had it: of the same length, with the same lines, the rest blank. */
export interface Conflict {
  /** Of the first `<<<<<<<`. */
  readonly line: number;
  readonly ours: Uint8Array;
  readonly theirs: Uint8Array;
  /** What both sides came from, where the markers show it (`|||||||`). */
  readonly base?: Uint8Array;
}

/** Undefined when the file holds no complete conflict: `<<<<<<<`, perhaps `|||||||`, `=======` and `>>>>>>>`, each at the start of a line. */
export function splitConflicts(bytes: Uint8Array): Conflict | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let conflict: { ours: Buffer; theirs: Buffer; base: Buffer; hasBase: boolean; at: number } | undefined;
  for (let at = markerFrom(buffer, '<', 0); at !== -1;) {
    const middle = markerFrom(buffer, '=', at);
    const end = middle === -1 ? -1 : markerFrom(buffer, '>', middle);
    if (middle === -1 || end === -1) break;
    // Looked for no further than it can count: a file of many conflicts is read once.
    const base = markerFrom(buffer.subarray(0, middle), '|', at);
    conflict ??= {
      ours: Buffer.from(buffer),
      theirs: Buffer.from(buffer),
      base: Buffer.from(buffer),
      hasBase: false,
      at,
    };
    conflict.hasBase ||= base !== -1;
    const oursEnd = base === -1 ? middle : base;
    for (const side of [conflict.ours, conflict.theirs, conflict.base]) {
      blankLine(side, at);
      blankLine(side, end);
    }
    blank(conflict.ours, oursEnd, end);
    blank(conflict.theirs, at, middle);
    blankLine(conflict.theirs, middle);
    blank(conflict.base, at, oursEnd);
    blankLine(conflict.base, oursEnd);
    blank(conflict.base, middle, end);
    at = markerFrom(buffer, '<', end);
  }
  if (conflict === undefined) return undefined;
  const { ours, theirs, base, hasBase } = conflict;
  return { line: linesBefore(buffer, conflict.at) + 1, ours, theirs, ...(hasBase && { base }) };
}

/**
 * Reads each side of a conflict, the base that it shows, and the file as it stands: markers within comments and texts are none to a package
 * manager. Lists what any of them has. A side that cannot be read is left out; when none can, the failure says that the file is in conflict.
 */
export function readBothSides(
  file: ReadableFile,
  conflict: Conflict,
  read: (side: ReadableFile) => Content | undefined,
): Content | undefined {
  const { ours, theirs, base, line } = conflict;
  const sides: Content[] = [];
  let failure: ReadFailure | undefined;
  let isOther = false;
  const tried = (bytes: Uint8Array): Content | undefined => {
    try {
      const content = read({ path: file.path, bytes });
      isOther ||= content === undefined;
      return content;
    } catch (error) {
      if (!(error instanceof ReadFailure)) throw error;
      failure = error;
      return undefined;
    }
  };
  for (const bytes of base === undefined ? [ours, theirs] : [ours, theirs, base]) {
    const content = tried(bytes);
    if (content !== undefined) sides.push(content);
  }
  const isComplete = failure === undefined;
  const asItStands = tried(file.bytes);
  // What it says of its problems is about the markers.
  if (asItStands !== undefined) sides.push({ ...asItStands, problems: [] });
  const [first, ...others] = sides;
  if (first === undefined) {
    if (isOther || failure === undefined) return undefined;
    if (failure.code === 'timed-out') throw failure;
    throw new ReadFailure('malformed', 'A merge conflict stands in it, and neither side can be read.', line);
  }
  const all = others.reduce(union, first);
  const problem: DependencyFileProblem = {
    kind: 'conflict',
    line,
    detail: isComplete
      ? 'A merge conflict stands here: what either side lists is listed.'
      : 'A merge conflict stands here: not all of its sides could be read.',
  };
  return { ...all, problems: [problem, ...(all.problems ?? [])] };
}

function union(ours: Content, theirs: Content): Content {
  const packages = ours.packages.map((listed) => ({ ...listed }));
  const known = new Map<string, number>();
  for (const [index, listed] of packages.entries()) {
    known.set(keyOf(listed, listed.line), index);
    if (!known.has(keyOf(listed))) known.set(keyOf(listed), index);
  }
  const places = theirs.packages.map((listed) => {
    const index = known.get(keyOf(listed, listed.line)) ?? known.get(keyOf(listed));
    return index ?? packages.push({ ...listed, dependsOn: [] }) - 1;
  });
  for (const [index, listed] of theirs.packages.entries()) {
    const into = packages[places[index]!]!;
    const dependsOn = (listed.dependsOn ?? []).flatMap((to) => places[to] ?? []);
    packages[places[index]!] = merged(into, listed, dependsOn);
  }
  const seen = new Set((ours.problems ?? []).map((problem) => JSON.stringify(problem)));
  const problems = (theirs.problems ?? []).filter((problem) => !seen.has(JSON.stringify(problem)));
  return { ...ours, packages, problems: [...(ours.problems ?? []), ...problems] };
}

function merged(into: ListedPackage, from: ListedPackage, moreDependsOn: readonly number[]): ListedPackage {
  const { dependsOn: own, workspaces: ownWorkspaces, scope, direct, ...rest } = into;
  const dependsOn = [...new Set([...(own ?? []), ...moreDependsOn])].sort((a, b) => a - b);
  const workspaces = [...new Set([...(ownWorkspaces ?? []), ...(from.workspaces ?? [])])];
  return {
    ...rest,
    ...((direct ?? from.direct) ? { direct: true } : {}),
    // What one side ships is shipped.
    ...(scope !== undefined && from.scope !== undefined ? { scope } : {}),
    ...(workspaces.length > 0 ? { workspaces } : {}),
    ...(dependsOn.length > 0 ? { dependsOn } : {}),
  };
}

function keyOf({ purl, place, constraint, group }: ListedPackage, line?: number): string {
  return JSON.stringify([purl, place, constraint, group, line]);
}

/** Where the next marker of seven such characters begins, at the start of a line. */
function markerFrom(buffer: Buffer, character: string, from: number): number {
  const marker = character.repeat(7);
  for (let at = buffer.indexOf(marker, from, 'latin1'); at !== -1; at = buffer.indexOf(marker, at + 1, 'latin1')) {
    const behind = buffer[at + 7];
    const startsLine = at === 0 || buffer[at - 1] === 0x0a;
    if (startsLine && (behind === undefined || behind === 0x20 || behind === 0x0a || behind === 0x0d)) return at;
  }
  return -1;
}

function blankLine(buffer: Buffer, at: number): void {
  const end = buffer.indexOf(0x0a, at);
  blank(buffer, at, end === -1 ? buffer.length : end);
}

function blank(buffer: Buffer, from: number, to: number): void {
  for (let at = from; at < to; at += 1) if (buffer[at] !== 0x0a && buffer[at] !== 0x0d) buffer[at] = 0x20;
}

function linesBefore(buffer: Buffer, end: number): number {
  let lines = 0;
  for (let at = buffer.indexOf(0x0a); at !== -1 && at < end; at = buffer.indexOf(0x0a, at + 1)) lines += 1;
  return lines;
}
