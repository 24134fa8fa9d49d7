import {
  type Authorship,
  authorshipOf,
  type CommitGraph,
  type ObjectTable,
  type Occurrences,
  oidOf,
  parentTrees,
  type Unpacker,
  type WantedTrees,
} from '#ground/git';
import {
  canonicalJson,
  type Claim,
  type NotLookedAt,
  type Finding,
  type Introduction,
  withFingerprints,
} from '#ground/model';
import type { KnownConclusion } from '../cache/manifest.ts';
import type { PathFacts } from '../conclude.ts';
import type { Extracted } from './extracting.ts';

/** A claim about one version of a file. */
export interface PlacedClaim {
  readonly blob: number;
  readonly path: string;
  readonly claim: Claim;
}

export interface HistoryOfRepository {
  readonly table: ObjectTable;
  readonly commits: CommitGraph;
  /** Those that count, in any order. */
  readonly reached: readonly number[];
  /** 1 for commits that a ref leads to. */
  readonly isReachable: Uint8Array;
  readonly trees: WantedTrees;
  readonly occurrences: Occurrences;
  /** The tree that is checked out, by its number among the wanted ones; 0: none. */
  readonly head: number;
  readonly unpacker: Unpacker;
}

const mostIntroductions = 50;
const mostPaths = 100;

/** What the analyzers say of each version by itself: a history is no one state of a project. */
export function claimsOf(
  found: readonly Extracted[],
  concludeFrom: (facts: PathFacts[][]) => readonly KnownConclusion[],
): { readonly claims: PlacedClaim[]; readonly notLookedAt: NotLookedAt[] } {
  const claims: PlacedClaim[] = [];
  const notLookedAt: NotLookedAt[] = [];
  for (const { blob, path, facts } of found) {
    const byAnalyzer: PathFacts[][] = [];
    for (const [analyzer, json, inside = ''] of facts)
      (byAnalyzer[analyzer] ??= []).push({ path: path + inside, json });
    for (const conclusion of concludeFrom(byAnalyzer)) {
      for (const claim of conclusion.claims) claims.push({ blob, path, claim });
      notLookedAt.push(...conclusion.notLookedAt);
    }
  }
  return { claims, notLookedAt };
}

/** One finding for all claims of one rule about one locus, with the commits that introduced it and where it stood. */
export function findingsOf(claims: readonly PlacedClaim[], history: HistoryOfRepository): Finding[] {
  const stories = storiesOf(claims);
  const byPlace = Map.groupBy(
    [...stories.values()].flatMap((story) => story.places.map((place) => ({ story, place }))),
    ({ place }) => placeKey(place.blob, place.path),
  );
  const storiesAt = (blob: number, path: string): Set<Story> =>
    new Set((byPlace.get(placeKey(blob, path)) ?? []).map(({ story }) => story));
  introduce(history, storiesAt);
  for (const { blob, path } of history.occurrences.all(history.head))
    for (const story of storiesAt(blob, path)) story.head ??= { blob, path };
  const authors = new Authors(history);
  return withFingerprints([...stories.values()].map((story) => claimOf(story, history, authors)));
}

/** All that is known of a finding while it is put together. */
interface Story {
  readonly places: PlacedClaim[];
  readonly introductions: { readonly commit: number; readonly blob: number; readonly path: string }[];
  head?: { readonly blob: number; readonly path: string };
}

function storiesOf(claims: readonly PlacedClaim[]): Map<string, Story> {
  const stories = new Map<string, Story>();
  for (const placed of claims) {
    const key = `${placed.claim.rule}\n${canonicalJson(placed.claim.locus)}`;
    const story = stories.get(key);
    if (story === undefined) stories.set(key, { places: [placed], introductions: [] });
    else story.places.push(placed);
  }
  return stories;
}

function placeKey(blob: number, path: string): string {
  return `${blob}:${path}`;
}

/** A commit introduces what stands in one of its files, and at that path in none of its parents'. */
function introduce(
  { reached, commits, trees, occurrences }: HistoryOfRepository,
  storiesAt: (blob: number, path: string) => Set<Story>,
): void {
  for (const commit of reached) {
    const tree = commits.trees[commit]!;
    const own = tree === -1 ? 0 : trees.of(tree);
    if (own === 0) continue;
    const before = parentTrees(commits, commit).map((parent) => (parent === -1 ? 0 : trees.of(parent)));
    if (before.includes(own)) continue;
    for (const { blob, path, before: others } of occurrences.changes(own, before)) {
      const known = new Set(others.flatMap((other) => [...storiesAt(other, path)]));
      for (const story of storiesAt(blob, path))
        if (!known.has(story)) story.introductions.push({ commit, blob, path });
    }
  }
}

function claimOf(story: Story, { table, isReachable }: HistoryOfRepository, authors: Authors): Claim {
  const commits = story.introductions
    .map((introduction) => ({ ...introduction, ...authors.of(introduction.commit) }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.path < b.path ? -1 : 1));
  const introduced = commits.map(({ commit, author, at, path }): Introduction => ({
    commit: oidOf(table, commit),
    author,
    authoredAt: at as Introduction['authoredAt'], // Date.toISOString made it
    path,
    reachable: isReachable[commit] === 1,
  }));
  const shown = placeShown(story, commits.at(-1));
  const paths = [...new Set(story.places.map(({ path }) => path))].sort();
  return {
    ...shown.claim,
    message: `${shown.claim.message}${standing(story.head !== undefined, introduced)}`.slice(0, 1000),
    history: {
      inHead: story.head !== undefined,
      introduced: introduced.slice(0, mostIntroductions),
      introducedCount: introduced.length,
      paths: paths.slice(0, mostPaths),
      pathCount: paths.length,
      blob: oidOf(table, shown.blob),
    },
  };
}

/** Where it stands in HEAD; otherwise in the commit that introduced it last. */
function placeShown(story: Story, last: { blob: number; path: string } | undefined): PlacedClaim {
  const at = story.head ?? last;
  const there = story.places.find(({ blob, path }) => blob === at?.blob && path === at.path);
  return there ?? story.places[0]!;
}

function standing(inHead: boolean, introduced: readonly Introduction[]): string {
  if (inHead) return '';
  if (introduced.length === 0) return '; no commit has it, but the repository still does, so revoke it all the same';
  if (introduced.every(({ reachable }) => !reachable))
    return '; no ref leads to it, but the repository still has it, so revoke it all the same';
  return '; it is gone from HEAD, but whoever has the repository has it, so revoke it all the same';
}

/** Who wrote the commits that are asked about, each read once. */
class Authors {
  private readonly table: ObjectTable;
  private readonly unpacker: Unpacker;
  private readonly known = new Map<number, Authorship>();

  constructor({ table, unpacker }: HistoryOfRepository) {
    this.table = table;
    this.unpacker = unpacker;
  }

  of(commit: number): Authorship {
    const known = this.known.get(commit);
    if (known !== undefined) return known;
    const text = this.unpacker.read(commit);
    const authorship = (typeof text === 'string' ? undefined : authorshipOf(text)) ?? nobody;
    this.known.set(commit, authorship);
    return authorship;
  }
}

const nobody: Authorship = { author: '', at: new Date(0).toISOString() };
