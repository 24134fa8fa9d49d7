import { relative, sep } from 'node:path';
import { gitleaksIgnorePath, projectPath } from '#declare/project';
import { git } from '#ground/git';
import { approveLease, requestLease } from '#ground/leases';
import type { Finding, FindingId, Instant, Lease } from '#ground/model';
import { gitleaksNames } from '#observe/secrets';
import { type Inline, type InlineRequest, leaseIdOf } from './inline.ts';
import type { Place } from './place.ts';

export interface GitleaksIgnoreRequest extends Omit<InlineRequest, 'texts'> {
  /** The line that a finding begins on, in the text in which it was found. */
  readonly lines: ReadonlyMap<FindingId, string>;
  /** Text of .gitleaksignore; empty: there is none. */
  readonly ignore: string;
  readonly place: Place;
  /** Whose history says since when it is as it is. */
  readonly commit: string;
}

/** A line of .gitleaksignore: `file:rule:line`, or `commit:file:rule:line` for what a commit brought. */
export interface IgnoreEntry {
  readonly text: string;
  /** From 1, in the file. */
  readonly number: number;
  readonly commit?: string;
  readonly file: string;
  readonly rule: string;
  readonly line: number;
}

/** What is ignored by another tool's ways is accepted for so long, from when the project came here or last changed what it ignores. */
const days = 90;
/** Versions of files that are looked up for entries of commits. */
const mostLookedUp = 200;

/**
 * The findings that a team told gitleaks to leave out, as exceptions with an end: nothing is ignored for ever. An entry means a
 * finding of its rule (or of ours that finds the same) at its line; one with a commit, when the line is still what that commit has there.
 * In a history each commit that introduced the finding must be listed.
 */
export async function gitleaksExceptions(request: GitleaksIgnoreRequest): Promise<Inline> {
  const { findings, lines, ignore, target } = request;
  const entries = readIgnore(ignore);
  const means = await gitleaksNames();
  const versions = new Versions(request.place);
  const ignored: [Finding, string][] = [];
  for (const finding of findings) {
    const line = lines.get(finding.id);
    const own = entries.filter(({ rule }) => means(rule, finding));
    const entry =
      finding.history === undefined
        ? await listed(own, finding, line, versions)
        : await listedInHistory(own, finding, finding.history, line, versions);
    if (entry !== undefined) ignored.push([finding, `${gitleaksIgnorePath}:${entry.number} lists it`]);
    else if (line?.includes('gitleaks:allow') === true && (await isMerged(line, finding, target)))
      ignored.push([finding, 'a comment beside it says gitleaks:allow']);
  }
  return ignored.length === 0 ? { leases: [], notes: new Map() } : leasesOf(ignored, await endOf(request), request.at);
}

function listed(
  entries: readonly IgnoreEntry[],
  finding: Finding,
  line: string | undefined,
  versions: Versions,
): Promise<IgnoreEntry | undefined> {
  return firstOf(entries, async (one) => {
    if (one.file !== theirPath(finding.location.path)) return false;
    if (one.commit === undefined) return isAt(one.line, finding);
    return line !== undefined && (await versions.line(one.commit, one.file, one.line)) === line;
  });
}

/** Undefined unless every commit that introduced the finding is listed, with the line that it has there. */
async function listedInHistory(
  entries: readonly IgnoreEntry[],
  finding: Finding,
  { introduced, introducedCount, inHead }: NonNullable<Finding['history']>,
  line: string | undefined,
  versions: Versions,
): Promise<IgnoreEntry | undefined> {
  if (introduced.length < introducedCount) return undefined;
  const { path } = finding.location;
  const inside = path.includes('!/') ? path.slice(path.indexOf('!/')) : '';
  // Its lines are those of the version that it is shown in.
  const isShown = !inHead && introducedCount === 1;
  let found: IgnoreEntry | undefined;
  for (const { commit, path } of introduced) {
    found = await firstOf(entries, async (one) => {
      if (one.file !== theirPath(path + inside) || (one.commit ?? commit).toLowerCase() !== commit) return false;
      if (isShown && isAt(one.line, finding)) return true;
      return line !== undefined && (await versions.line(commit, path, one.line)) === line;
    });
    if (found === undefined) return undefined;
  }
  return found;
}

function isAt(line: number, finding: Finding): boolean {
  return line === finding.location.startLine || line === theirLine(finding);
}

function theirPath(path: string): string {
  return path.replaceAll('!/', '!');
}

export function readIgnore(text: string): IgnoreEntry[] {
  return text.split('\n').flatMap((written, at): IgnoreEntry[] => {
    const line = written.trim();
    if (line === '' || line.startsWith('#')) return [];
    const parts = line.split(':');
    const [commit, file, rule, number] = parts.length === 3 ? [undefined, ...parts] : parts;
    if (parts.length < 3 || parts.length > 4 || file === undefined || rule === undefined || !/^\d+$/.test(number ?? ''))
      return [];
    const entry = { text: line, number: at + 1, file: file.replaceAll('\\', '/'), rule, line: Number(number) };
    return [commit === undefined ? entry : { ...entry, commit }];
  });
}

function leasesOf(ignored: readonly [Finding, string][], end: Instant, at: Instant): Inline {
  const leases: Lease[] = [];
  const notes = new Map<FindingId, string>();
  for (const [finding, because] of ignored) {
    if (end <= at) {
      notes.set(
        finding.id,
        `${because}, which counted until ${end.slice(0, 10)}: accept it with selvedge accept, or revoke it`,
      );
      continue;
    }
    const asked = requestLease(
      {
        kind: 'exception',
        covers: { finding: finding.id, rule: finding.rule },
        requester: 'what the team told gitleaks',
        reason: `${because}; what another tool ignores counts for ${days} days`,
        end,
      },
      at,
      leaseIdOf(finding.id, because),
    );
    leases.push(approveLease(asked, 'the review that merged it', at));
  }
  return { leases, notes };
}

/** From the later of two days on: that of the project's first selvedge.yaml, and that of the last change to .gitleaksignore. */
async function endOf({ place, commit, at }: GitleaksIgnoreRequest): Promise<Instant> {
  const adopted = (await datesOf(place, commit, projectPath)).at(-1);
  const changed = adopted === undefined ? undefined : (await datesOf(place, commit, gitleaksIgnorePath))[0];
  const from = adopted === undefined ? Date.parse(at) : Math.max(adopted, changed ?? 0);
  return new Date(from + days * 86_400_000).toISOString() as Instant; // its form
}

/** Of the commits that changed a file, the latest first. */
async function datesOf(place: Place, commit: string, path: string): Promise<readonly number[]> {
  if (place.repository === undefined) return [];
  const words = ['rev-list', '--format=%cI', commit, '--', inWorkTree(place, path)];
  const out = await git(place.root, words, { allowFailure: true });
  return out
    .toString()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('commit '))
    .map((line) => Date.parse(line))
    .filter((time) => !Number.isNaN(time));
}

/** gitleaks's paths, like ours, are relative to the folder that is scanned; git's to the work tree. */
function inWorkTree({ root, repository }: Place, path: string): string {
  const prefix = repository === undefined ? '' : relative(repository.workTree, root).split(sep).join('/');
  return prefix === '' ? path : `${prefix}/${path}`;
}

/** gitleaks tells the line on which the whole match begins. */
function theirLine({ attributes }: Finding): unknown {
  return attributes['gitleaksLine'];
}

/** What is scanned cannot absolve itself: from merge on, the target branch must have the comment. */
async function isMerged(line: string, { location }: Finding, target: InlineRequest['target']): Promise<boolean> {
  if (target === undefined) return true;
  return (await target.read(location.path))?.split('\n').some((one) => one.trimEnd() === line) === true;
}

async function firstOf<T>(all: readonly T[], holds: (one: T) => Promise<boolean>): Promise<T | undefined> {
  for (const one of all) if (await holds(one)) return one;
  return undefined;
}

/** Files as commits have them, each read once. */
class Versions {
  private readonly place: Place;
  private readonly known = new Map<string, Promise<readonly string[]>>();

  constructor(place: Place) {
    this.place = place;
  }

  async line(commit: string, file: string, number: number): Promise<string | undefined> {
    if (this.place.repository === undefined || !/^[0-9a-f]{7,64}$/i.test(commit)) return undefined;
    const key = `${commit}:${inWorkTree(this.place, file)}`;
    if (!this.known.has(key) && this.known.size >= mostLookedUp) return undefined;
    const lines = this.known.get(key) ?? this.read(key);
    this.known.set(key, lines);
    return (await lines)[number - 1]?.trimEnd();
  }

  private async read(key: string): Promise<readonly string[]> {
    return (await git(this.place.root, ['cat-file', 'blob', key], { allowFailure: true })).toString().split('\n');
  }
}
