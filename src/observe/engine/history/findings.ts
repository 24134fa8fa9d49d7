import { type Authorship, authorshipOf, type ObjectTable, oidOf, type Unpacker } from '#ground/git';
import { type Claim, type Finding, type Introduction, type NotLookedAt, withFingerprints } from '#ground/model';
import type { KnownConclusion } from '../cache/manifest.ts';
import type { PathFacts } from '../conclude.ts';
import type { Extracted } from './extracting.ts';
import type { Past } from './past.ts';
import { type PlacedClaim, type Story, storyKey } from './stories.ts';

export interface Concluded {
  readonly claims: readonly PlacedClaim[];
  readonly notLookedAt: readonly NotLookedAt[];
}

const mostIntroductions = 50;
const mostPaths = 100;

/** What the analyzers say of each version by itself: a history is no one state of a project. */
export function claimsOf(
  found: readonly Extracted[],
  concludeFrom: (facts: PathFacts[][]) => readonly KnownConclusion[],
): Concluded {
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

/** One finding for all claims of one rule about one locus. `shown`: what was extracted from the texts that findings are shown in. */
export function findingsOf(
  stories: readonly Story[],
  shown: readonly PlacedClaim[],
  history: Pick<Past, 'isReachable' | 'occurrences'> & { readonly table: ObjectTable; readonly unpacker: Unpacker },
): Finding[] {
  const authors = new Authors(history.table, history.unpacker);
  const byKey = Map.groupBy(shown, ({ blob, path, claim }) => `${blob}:${path}:${storyKey(claim)}`);
  return withFingerprints(
    stories.map((story) => {
      const { blob, path } = story.shown;
      const own = byKey.get(`${blob}:${path}:${story.key}`)?.[0] ?? story.places[0]!;
      return claimOf(story, own, history, authors);
    }),
  );
}

function claimOf(
  story: Story,
  shown: PlacedClaim,
  { table, isReachable, occurrences }: Pick<Past, 'isReachable' | 'occurrences'> & { readonly table: ObjectTable },
  authors: Authors,
): Claim {
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
  const paths = [...new Set(story.places.map(({ path }) => path))].sort();
  return {
    ...shown.claim,
    message:
      `${shown.claim.message}${standing(story.head !== undefined, introduced, occurrences.comparing.end !== undefined)}`.slice(
        0,
        1000,
      ),
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

function standing(inHead: boolean, introduced: readonly Introduction[], isCut: boolean): string {
  if (inHead) return '';
  if (introduced.length === 0 && isCut) return '; which commits have it is not known, so revoke it all the same';
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

  constructor(table: ObjectTable, unpacker: Unpacker) {
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
