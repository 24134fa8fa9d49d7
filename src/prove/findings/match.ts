import { canonicalJson, type Finding, type FindingId, findingId, fingerprint, type Scope } from '#ground/model';
import { type Closing, type KeptOpen, coverageOf } from './coverage.ts';
import { because } from './explanation.ts';
import { type Passage, pairUp } from './pairing.ts';
import type { PriorFinding, Tier } from './prior.ts';
import { placeInFile, placeInMovedFile, textInFile } from './places.ts';

/** A current finding under the id that it keeps. `because` is for people. */
export interface MatchedFinding {
  readonly finding: Finding;
  readonly tier: Tier;
  readonly because: string;
}

/** `current` in the order that it was given in; `closed` and `keptOpen` by id. Together the last two are the prior findings that were open and are absent now. */
export interface Matched {
  readonly current: readonly MatchedFinding[];
  readonly closed: readonly Closing[];
  readonly keptOpen: readonly KeptOpen[];
}

export interface MatchRequest {
  readonly prior: readonly PriorFinding[];
  readonly current: readonly Finding[];
  /** Of the evidence that `current` comes from. */
  readonly scope: Scope;
  /** Ids that belong to other subjects: a new finding here must not bear one. */
  readonly taken?: Iterable<FindingId>;
}

/**
 * Pairs a scan with what was known of the same subject, in tiers, surest first, each finding at most once. The result
 * does not depend on the order of the inputs. A pairing keeps the prior id; what stays unpaired gets the id of its own
 * fingerprint, or of the next ordinal's where that id is taken. A prior finding that is absent closes only if the scope
 * covers its place (house law 2).
 *
 * Two things never pair, whatever they look like: secrets of another value or name (what was accepted for one must not
 * absolve the next), and, beyond equal locus in the same file, anything whose old place this scan did not look at (it
 * may still be there, and this be a copy).
 */
export function matchFindings({ prior, current, scope, taken = [] }: MatchRequest): Matched {
  const coverage = coverageOf(scope);
  const open = prior.filter((finding) => finding.closed !== true);
  const mayHaveLeft = new Set(open.filter((finding) => coverage(finding).covered));
  const pairs = pairUp(prior, current, passages(mayHaveLeft));
  const unfree = new Set([...taken, ...prior.map((finding) => finding.id)]);
  const newIds = idsForNew(
    current.filter((finding) => !pairs.has(finding)),
    unfree,
  );
  const paired = new Set([...pairs.values()].map((pair) => pair.prior));
  const absent = open.filter((finding) => !paired.has(finding)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const verdicts = absent.map((finding) => ({ id: finding.id, ...coverage(finding) }));
  return {
    current: current.map((finding) => {
      const pair = pairs.get(finding);
      const tier = pair === undefined ? 'new' : tierOf(pair.passage, pair.prior, finding);
      const id = pair?.prior.id ?? newIds.get(finding) ?? finding.id;
      return { finding: { ...finding, id }, tier, because: because(tier, finding, pair?.prior) };
    }),
    closed: verdicts.filter((verdict) => verdict.covered).map(({ id, because }) => ({ id, because })),
    keptOpen: verdicts.filter((verdict) => !verdict.covered).map(({ id, code, because }) => ({ id, code, because })),
  };
}

/** The passes over what is not yet paired: two findings pair when a pass gives both the same key. */
function passages(mayHaveLeft: ReadonlySet<PriorFinding>): Passage[] {
  const left = (prior: PriorFinding): boolean => mayHaveLeft.has(prior);
  const leftOrClosed = (prior: PriorFinding): boolean => prior.closed === true || mayHaveLeft.has(prior);
  const inFile = (finding: PriorFinding): string => `${locus(finding)}\n${finding.location.path}`;
  return [
    { name: 'locus', admits: anyPrior, key: (f) => `${inFile(f)}\n${f.location.startLine}\n${f.excerpt ?? ''}` },
    { name: 'locus', admits: anyPrior, key: (f) => `${inFile(f)}\n${f.excerpt ?? ''}` },
    { name: 'locus', admits: anyPrior, key: (f) => `${inFile(f)}\n${f.fingerprint}` },
    { name: 'locus', admits: anyPrior, key: inFile },
    { name: 'locus-moved', admits: leftOrClosed, key: (f) => `${locus(f)}\n${f.excerpt ?? ''}` },
    { name: 'locus-moved', admits: leftOrClosed, key: locus },
    { name: 'file-moved', admits: left, key: (f) => placeInMovedFile(f, 'name and text') },
    { name: 'file-moved', admits: left, key: (f) => placeInMovedFile(f, 'text') },
    { name: 'file-moved', admits: left, key: (f) => placeInMovedFile(f, 'name') },
    { name: 'file-moved', admits: left, key: (f) => placeInMovedFile(f, 'locus') },
    { name: 'same-text', admits: left, key: textInFile },
    { name: 'same-symbol', admits: left, key: (f) => placeInFile(f, 'snippet') },
    { name: 'same-symbol', admits: left, key: (f) => placeInFile(f, 'symbol') },
  ];
}

function locus(finding: Pick<PriorFinding, 'rule' | 'locus'>): string {
  return `${finding.rule}\n${canonicalJson(finding.locus)}`;
}

function anyPrior(): boolean {
  return true;
}

function tierOf(passage: Passage['name'], prior: PriorFinding, current: Finding): Tier {
  if (passage === 'locus') return prior.fingerprint === current.fingerprint ? 'same-fingerprint' : 'same-locus';
  return passage === 'locus-moved' ? 'same-locus-moved' : passage;
}

/** In order of position, so that the ids do not depend on the order of the input. */
function idsForNew(fresh: readonly Finding[], unfree: Set<FindingId>): Map<Finding, FindingId> {
  const ids = new Map<Finding, FindingId>();
  const nextOrdinal = new Map<string, number>();
  for (const finding of [...fresh].sort((a, b) => a.ordinal - b.ordinal || (a.fingerprint < b.fingerprint ? -1 : 1))) {
    let id = findingId(finding.fingerprint);
    // A partial scan counts equals from 0 again, so that its first may bear the id of one that it did not look at.
    const place = locus(finding);
    while (unfree.has(id)) {
      const ordinal = nextOrdinal.get(place) ?? 0;
      nextOrdinal.set(place, ordinal + 1);
      id = findingId(fingerprint(finding.rule, finding.locus, ordinal));
    }
    unfree.add(id);
    ids.set(finding, id);
  }
  return ids;
}
