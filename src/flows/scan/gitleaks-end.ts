import { gitleaksIgnorePath, projectPath } from '#declare/project';
import { git } from '#ground/git';
import type { Instant } from '#ground/model';
import { inWorkTree, type Place } from './place.ts';

/** What is ignored by another tool's ways is accepted for so long, from when the project came here or last changed what it ignores. */
export const ignoredDays = 90;

const day = 86_400_000;

/** Until when what another tool ignores counts; from merge on, `unknown` says why that cannot be told. */
export type IgnoredUntil = { readonly end: Instant } | { readonly unknown: string };

export interface EndRequest {
  readonly place: Place;
  /** Whose history says since when what is ignored is as it is. */
  readonly commit: string;
  readonly at: Instant;
  /** From merge on only what history tells counts: what begins anew with every clone never ends. */
  readonly isMerge: boolean;
}

/**
 * From the later of two days on: that of the project's first selvedge.yaml, and that of the last change to .gitleaksignore. Where the
 * first is not known, the second counts for a commit.
 */
export async function ignoredUntil({ place, commit, at, isMerge }: EndRequest): Promise<IgnoredUntil> {
  const now = Date.parse(at);
  const adopted = (await datesOf(place, commit, projectPath)).at(-1);
  const changed = (await datesOf(place, commit, gitleaksIgnorePath))[0];
  const latest = Math.max(adopted ?? 0, changed ?? 0);
  const unknown = await whyUnknown(place, adopted, latest > now + day);
  if (unknown !== undefined && isMerge) return { unknown };
  const from = Math.min(unknown === undefined ? latest : (changed ?? now), now);
  return { end: new Date(from + ignoredDays * day).toISOString() as Instant }; // its form
}

/** Undefined: the dates are what they seem to be. */
async function whyUnknown(place: Place, adopted: number | undefined, isAhead: boolean): Promise<string | undefined> {
  if (adopted === undefined) return `${projectPath} is in no commit of the target branch, from which its days count`;
  if (await isShallow(place)) return 'the clone is shallow, and does not tell since when: fetch the whole history';
  return isAhead ? `a commit of ${projectPath} or ${gitleaksIgnorePath} is dated in the future` : undefined;
}

async function isShallow({ root }: Place): Promise<boolean> {
  const out = await git(root, ['rev-parse', '--is-shallow-repository'], { allowFailure: true });
  return out.toString().trim() !== 'false';
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
