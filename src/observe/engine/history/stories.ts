import { longestPath, parentTrees } from '#ground/git';
import { canonicalJson, type Claim } from '#ground/model';
import type { Past } from './past.ts';

/** A claim about one version of a file. */
export interface PlacedClaim {
  readonly blob: number;
  readonly path: string;
  readonly claim: Claim;
}

/** A version of a file under one of its paths. */
export interface Place {
  readonly blob: number;
  readonly path: string;
}

/** All that is known of what will be one finding: every claim of a rule about a locus. */
export interface Story {
  readonly key: string;
  readonly places: readonly PlacedClaim[];
  /** Commits in which it stands at a path where none of their parents has it. */
  readonly introductions: readonly (Place & { readonly commit: number })[];
  /** Where it stands in what is checked out. */
  readonly head: Place | undefined;
  /** Where people are shown it: there, or in one of the commits that introduced it. */
  readonly shown: Place;
}

export function storyKey(claim: Claim): string {
  return `${claim.rule}\n${canonicalJson(claim.locus)}`;
}

/** `claims` are of texts that stand for all that hold the same (`sameAs`). */
export function storiesOf(
  claims: readonly PlacedClaim[],
  past: Past & { readonly sameAs: Int32Array },
): readonly Story[] {
  const byKey = Map.groupBy(claims, ({ claim }) => storyKey(claim));
  const drafts = [...byKey].map(([key, places]) => new Draft(key, places));
  const byPlace = new Map<string, Set<Draft>>();
  for (const draft of drafts)
    for (const { blob, path } of draft.places) {
      const place = `${blob}:${path}`;
      byPlace.set(place, (byPlace.get(place) ?? new Set()).add(draft));
    }
  const at = (blob: number, path: string): ReadonlySet<Draft> => byPlace.get(`${past.sameAs[blob]}:${path}`) ?? none;
  const wanted = foldersOf(drafts);
  // First, as it is what people ask about first.
  for (const place of past.occurrences.all(past.head, wanted))
    for (const draft of at(place.blob, place.path)) draft.head ??= place;
  introduce(past, at, wanted);
  return drafts.map(({ key, places, introductions, head }) => ({
    key,
    places,
    introductions,
    head,
    shown: head ?? introductions[0] ?? places[0]!,
  }));
}

/** Whether something was found in a folder, or in one below it. Of a path that is shown by its end the folders are not known. */
function foldersOf(drafts: readonly Draft[]): (folder: string) => boolean {
  const folders = new Set<string>();
  for (const { places } of drafts)
    for (const { path } of places) {
      if (path.length > longestPath) return () => true;
      for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        const folder = path.slice(0, end);
        if (folders.has(folder)) break;
        folders.add(folder);
      }
    }
  return (folder) => folders.has(folder);
}

const none: ReadonlySet<Draft> = new Set();

class Draft {
  readonly key: string;
  readonly places: readonly PlacedClaim[];
  readonly introductions: (Place & { readonly commit: number })[] = [];
  head: Place | undefined;

  constructor(key: string, places: readonly PlacedClaim[]) {
    this.key = key;
    this.places = places;
  }
}

/** A commit introduces what stands in one of its files, and at that path in none of its parents'. */
function introduce(
  { reached, commits, trees, occurrences }: Past,
  at: (blob: number, path: string) => ReadonlySet<Draft>,
  wanted: (folder: string) => boolean,
): void {
  for (const commit of reached) {
    const tree = commits.trees[commit]!;
    const own = tree === -1 ? 0 : trees.of(tree);
    if (own === 0) continue;
    const before = parentTrees(commits, commit).map((parent) => (parent === -1 ? 0 : trees.of(parent)));
    if (before.includes(own)) continue;
    for (const { blob, path, before: others } of occurrences.changes(own, before, wanted)) {
      const known = new Set(others.flatMap((other) => [...at(other, path)]));
      for (const draft of at(blob, path)) if (!known.has(draft)) draft.introductions.push({ commit, blob, path });
    }
  }
}

/** The texts that findings are shown in, and under which paths. */
export function placesShown(stories: readonly Story[]): Map<number, string[]> {
  const places = new Map<number, string[]>();
  for (const { shown } of stories) {
    const paths = places.get(shown.blob);
    if (paths === undefined) places.set(shown.blob, [shown.path]);
    else if (!paths.includes(shown.path)) paths.push(shown.path);
  }
  return places;
}
