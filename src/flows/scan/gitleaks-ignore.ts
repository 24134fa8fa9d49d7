import { gitleaksIgnorePath } from '#declare/project';
import { git } from '#ground/git';
import { approveLease, LeaseError, requestLease } from '#ground/leases';
import type { Finding, FindingId, Instant, Lease } from '#ground/model';
import { gitleaksNames } from '#observe/secrets';
import { ignoredDays, type IgnoredUntil, ignoredUntil } from './gitleaks-end.ts';
import { type Inline, type InlineRequest, leaseIdOf } from './inline.ts';
import { inWorkTree, type Place } from './place.ts';

export interface GitleaksIgnoreRequest extends Omit<InlineRequest, 'texts'> {
  /** The lines that a finding lies in, of the text in which it was found, without blanks at their ends. */
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

/** Versions of files that are looked up for entries of commits. */
const mostLookedUp = 200;

/**
 * The findings that a team told gitleaks to leave out, as exceptions with an end: nothing is ignored for ever. An entry means a
 * finding of its rule (or of ours that finds the same) at its line, from merge on when the target branch has that very line there; one
 * with a commit, when the line is still what that commit has there.
 * In a history each commit that introduced the finding must be listed.
 */
export async function gitleaksExceptions(request: GitleaksIgnoreRequest): Promise<Inline> {
  const { findings, lines, ignore, place, commit, at } = request;
  const entries = readIgnore(ignore);
  const means = await gitleaksNames();
  const versions = new Versions(place);
  const target = request.target && new Target(request.target.read);
  const ignored: [Finding, string][] = [];
  for (const finding of findings) {
    const line = lines.get(finding.id);
    const own = entries.filter(({ rule }) => means(rule, finding));
    const entry =
      finding.history === undefined
        ? await listed(own, finding, line, versions, target)
        : await listedInHistory(own, finding, finding.history, line, versions, target);
    if (entry !== undefined) ignored.push([finding, `${gitleaksIgnorePath}:${entry.number} lists it`]);
    else if (isAllowed(line, finding) && (await target?.has(finding, line)) !== false)
      ignored.push([finding, 'a comment beside it says gitleaks:allow']);
  }
  if (ignored.length === 0) return { leases: [], notes: new Map() };
  return leasesOf(ignored, await ignoredUntil({ place, commit, at, isMerge: target !== undefined }), at);
}

function listed(
  entries: readonly IgnoreEntry[],
  finding: Finding,
  line: string | undefined,
  versions: Versions,
  target: Target | undefined,
): Promise<IgnoreEntry | undefined> {
  return firstOf(entries, async (one) => {
    if (one.file !== theirPath(finding.location.path)) return false;
    if (one.commit === undefined) return isAt(one.line, finding) && (await target?.hasAt(finding, line)) !== false;
    return line !== undefined && (await versions.has(one.commit, one.file, one.line, line));
  });
}

/** Undefined unless every commit that introduced the finding is listed, with the line that it has there. */
async function listedInHistory(
  entries: readonly IgnoreEntry[],
  finding: Finding,
  { introduced, introducedCount, inHead }: NonNullable<Finding['history']>,
  line: string | undefined,
  versions: Versions,
  target: Target | undefined,
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
      if (one.commit === undefined && (await target?.hasAt(finding, line)) === false) return false;
      if (isShown && isAt(one.line, finding)) return true;
      return line !== undefined && (await versions.has(commit, path, one.line, line));
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

function leasesOf(ignored: readonly [Finding, string][], until: IgnoredUntil, at: Instant): Inline {
  const leases: Lease[] = [];
  const notes = new Map<FindingId, string>();
  for (const [finding, because] of ignored) {
    const lease = leaseOf(finding, because, until, at);
    if (typeof lease === 'string') notes.set(finding.id, `${because}, which ${lease}`);
    else leases.push(lease);
  }
  return { leases, notes };
}

/** The reason why there is none, for people. */
function leaseOf({ id, rule }: Finding, because: string, until: IgnoredUntil, at: Instant): Lease | string {
  if ('unknown' in until) return `does not count: ${until.unknown}; or accept it with selvedge accept`;
  const { end } = until;
  if (end <= at) return `counted until ${end.slice(0, 10)}: accept it with selvedge accept, or revoke it`;
  try {
    const asked = requestLease(
      {
        kind: 'exception',
        covers: { finding: id, rule },
        requester: 'what the team told gitleaks',
        reason: `${because}; what another tool ignores counts for ${ignoredDays} days`,
        end,
      },
      at,
      leaseIdOf(id, because),
    );
    return approveLease(asked, 'the review that merged it', at);
  } catch (error) {
    if (error instanceof LeaseError) return `does not count: ${error.message}`;
    throw error;
  }
}

/** gitleaks tells the line on which the whole match begins. */
function theirLine({ attributes }: Finding): unknown {
  return attributes['gitleaksLine'];
}

/** A comment counts as long as it stands: not what an old version of a file says of itself. */
function isAllowed(line: string | undefined, { history }: Finding): line is string {
  return history?.inHead !== false && line?.includes('gitleaks:allow') === true;
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

  /** Whether these lines stand there from a line on. */
  async has(commit: string, file: string, from: number, lines: string): Promise<boolean> {
    if (this.place.repository === undefined || !/^[0-9a-f]{7,64}$/i.test(commit)) return false;
    const key = `${commit}:${inWorkTree(this.place, file)}`;
    if (!this.known.has(key) && this.known.size >= mostLookedUp) return false;
    const all = this.known.get(key) ?? this.read(key);
    this.known.set(key, all);
    return standAt(await all, from, lines);
  }

  private async read(key: string): Promise<readonly string[]> {
    return linesOf((await git(this.place.root, ['cat-file', 'blob', key], { allowFailure: true })).toString());
  }
}

/** Files as the target branch has them, each read once: what is scanned cannot absolve itself. */
class Target {
  private readonly readText: (path: string) => Promise<string | undefined>;
  private readonly known = new Map<string, Promise<readonly string[]>>();

  constructor(readText: (path: string) => Promise<string | undefined>) {
    this.readText = readText;
  }

  /** Whether the finding's lines are there too, wherever in its file. */
  async has({ location }: Finding, lines: string): Promise<boolean> {
    return `\n${(await this.lines(location.path)).join('\n')}\n`.includes(`\n${lines}\n`);
  }

  /** The same, where they stand: another value has come to the line that an entry names. */
  async hasAt({ location }: Finding, lines: string | undefined): Promise<boolean> {
    return lines !== undefined && standAt(await this.lines(location.path), location.startLine, lines);
  }

  private lines(path: string): Promise<readonly string[]> {
    const lines = this.known.get(path) ?? this.readText(path).then((text) => linesOf(text ?? ''));
    this.known.set(path, lines);
    return lines;
  }
}

function standAt(all: readonly string[], from: number, lines: string): boolean {
  const wanted = lines.split('\n');
  return wanted.every((line, at) => all[from - 1 + at] === line);
}

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trimEnd());
}
