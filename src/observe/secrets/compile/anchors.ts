import { trigramKey, trigramWeight } from './weight.ts';
import { lengths } from './measure.ts';
import type { ByteSet, Pattern } from './pattern.ts';

/**
 * A sequence of byte sets that stands in every match of its alternative, so that a text without any anchor of a rule has no
 * match of the rule. Taken from the pattern itself: a keyword that a person gives is easily wrong, or common ("key").
 */
export interface Anchor {
  readonly sets: readonly ByteSet[];
  /** The match starts `low` to `high` bytes before the anchor. */
  readonly low: number;
  readonly high: number;
  /** Before it stands no letter, digit or _. */
  readonly isWordStart: boolean;
}

export const maxAnchorLength = 24;
const maxAlternatives = 64;
/** A match is tried from each possible start, so an anchor may not float further than this. */
const maxFloat = 64;
/** Nor may it stand further behind the match's begin than the scanner keeps of the text before. */
const maxDistance = 512;
/** Estimated share of positions; an anchor that would be found more often is refused. */
const commonest = 2e-3;

/** Undefined when the pattern has no rare enough part: it would have to be tried nearly everywhere. */
export function anchorsOf(pattern: Pattern): readonly Anchor[] | undefined {
  return bestAnchors(flatten(pattern))?.anchors;
}

interface Candidate {
  readonly anchors: readonly Anchor[];
  /** Estimated share of positions at which one of them stands. */
  readonly weight: number;
}

function bestAnchors(items: readonly Pattern[]): Candidate | undefined {
  let best: Candidate | undefined;
  let low = 0;
  let high = 0;
  for (const [index, item] of items.entries()) {
    if (high - low > maxFloat || low > maxDistance) break;
    const rest = items.slice(index + 1);
    const candidates = [
      plainAnchors([item, ...rest]),
      item.kind === 'choice' ? anchorsOfEach(item.options, rest) : undefined,
    ];
    for (const candidate of candidates) {
      // A later anchor must be much rarer: an earlier one gives a smaller float and a shorter way back.
      if (candidate !== undefined && candidate.weight < (best === undefined ? commonest : best.weight / 4))
        best = moved(candidate, low, high);
    }
    const { min, max } = lengths(item);
    low += min;
    high += max;
  }
  return best;
}

/** What stands here in every match, byte for byte. */
function plainAnchors(items: readonly Pattern[]): Candidate | undefined {
  const prefixes = prefixesOf({ kind: 'sequence', items });
  if (prefixes === undefined) return undefined;
  const weight = prefixes.reduce((sum, { sets }) => sum + (rarestTrigram(sets)?.weight ?? Infinity), 0);
  return {
    anchors: prefixes.map(({ sets, isBound }) => ({
      sets,
      low: 0,
      high: 0,
      isWordStart: isBound && isOfWord(sets[0]),
    })),
    weight,
  };
}

/** Each alternative may have its anchor at another place. */
function anchorsOfEach(options: readonly Pattern[], rest: readonly Pattern[]): Candidate | undefined {
  const each = options.map((option) => bestAnchors([...flatten(option), ...rest]));
  if (each.includes(undefined)) return undefined;
  const known = each.filter((candidate) => candidate !== undefined);
  return {
    anchors: known.flatMap(({ anchors }) => anchors),
    weight: known.reduce((sum, { weight }) => sum + weight, 0),
  };
}

function moved({ anchors, weight }: Candidate, low: number, high: number): Candidate {
  return {
    anchors: anchors.map((anchor) => ({ ...anchor, low: anchor.low + low, high: anchor.high + high })),
    weight,
  };
}

function flatten(pattern: Pattern): readonly Pattern[] {
  switch (pattern.kind) {
    case 'sequence':
      return pattern.items.flatMap(flatten);
    case 'group':
      return flatten(pattern.item);
    default:
      return [pattern];
  }
}

interface Prefix {
  readonly sets: readonly ByteSet[];
  /** Nothing can follow inside the pattern: what stands behind it in a sequence comes next. */
  readonly complete: boolean;
  /** \b stands before its first byte. */
  readonly isBound: boolean;
}

const nothing: Prefix = { sets: [], complete: true, isBound: false };

/** What each match begins with: every match begins with one of them. Undefined when they are too many. */
function prefixesOf(pattern: Pattern): readonly Prefix[] | undefined {
  switch (pattern.kind) {
    case 'set':
      return [{ ...nothing, sets: [pattern.set] }];
    case 'group':
      return prefixesOf(pattern.item);
    case 'choice': {
      const all = pattern.options.map(prefixesOf);
      return all.includes(undefined) ? undefined : atMost(all.flatMap((prefixes) => prefixes ?? []));
    }
    case 'repeat':
      return prefixesOfRepeat(pattern);
    case 'sequence':
      return prefixesOfSequence(pattern.items);
    case 'assert':
      return [{ ...nothing, isBound: pattern.what === 'word-boundary' }];
    default:
      return [nothing];
  }
}

function prefixesOfRepeat({ item, min, max }: Extract<Pattern, { kind: 'repeat' }>): readonly Prefix[] | undefined {
  const one = prefixesOf(item);
  if (one === undefined) return undefined;
  if (min === 0) return max === 1 ? atMost([...one, nothing]) : [{ ...nothing, complete: false }];
  const first = one[0];
  if (one.length !== 1 || first === undefined || !first.complete || first.sets.length === 0) {
    return one.map((prefix) => ({ ...prefix, complete: prefix.complete && max === 1 }));
  }
  const times = Math.min(min, Math.ceil(maxAnchorLength / first.sets.length));
  const sets = Array.from({ length: times }, () => first.sets).flat();
  return [
    {
      ...first,
      sets: sets.slice(0, maxAnchorLength),
      complete: min === max && sets.length <= maxAnchorLength && times === min,
    },
  ];
}

function prefixesOfSequence(items: readonly Pattern[]): readonly Prefix[] | undefined {
  let prefixes: readonly Prefix[] = [nothing];
  for (const item of items) {
    if (prefixes.every(({ complete }) => !complete)) break;
    const next = prefixesOf(item);
    const longer =
      next === undefined
        ? undefined
        : atMost(prefixes.flatMap((prefix) => (prefix.complete ? next.map((more) => join(prefix, more)) : [prefix])));
    // Too many to tell apart: what we have so far still stands in every match.
    if (longer === undefined) return prefixes.map((prefix) => ({ ...prefix, complete: false }));
    prefixes = longer;
  }
  return prefixes;
}

function join(prefix: Prefix, more: Prefix): Prefix {
  const sets = [...prefix.sets, ...more.sets];
  return {
    sets: sets.slice(0, maxAnchorLength),
    complete: more.complete && sets.length < maxAnchorLength,
    isBound: prefix.isBound || (prefix.sets.length === 0 && more.isBound),
  };
}

/** Whether all of its bytes are letters, digits or _. */
function isOfWord(set: ByteSet | undefined): boolean {
  return set !== undefined && set.every((flag, byte) => flag === 0 || isWord(byte));
}

export function isWord(byte: number): boolean {
  return /\w/.test(String.fromCharCode(byte));
}

function atMost(prefixes: readonly Prefix[]): readonly Prefix[] | undefined {
  return prefixes.length > maxAlternatives ? undefined : prefixes;
}

export interface Trigram {
  /** Where in the anchor it stands. */
  readonly offset: number;
  /** Its possible bytes with bit 5 set, as the filter reads them: b0 | b1 << 8 | b2 << 16. */
  readonly keys: readonly number[];
  /** Estimated share of positions in source text at which it stands. */
  readonly weight: number;
}

const maxKeys = 4096;
/** The share of positions at which something else has the hash of a trigram: each takes one of the filter's 65,536 places. */
const collision = 1 / 65_536;

/** The three neighbouring sets of an anchor that are rarest in source text; undefined when all are too wide. */
export function rarestTrigram(sets: readonly ByteSet[]): Trigram | undefined {
  const members = sets.map(foldedMembers);
  let best: Trigram | undefined;
  let least = Infinity;
  for (let offset = 0; offset + 3 <= members.length; offset += 1) {
    const found = keysOf(members[offset]!, members[offset + 1]!, members[offset + 2]!);
    if (found === undefined) continue;
    const cost = found.weight + found.keys.length * collision;
    if (cost >= least) continue;
    least = cost;
    best = { offset, ...found };
  }
  return best;
}

type Keys = Omit<Trigram, 'offset'>;

/** By the members' identities: rules share few classes, and each is met at every place of a run of it. */
const known = new WeakMap<readonly number[], WeakMap<readonly number[], WeakMap<readonly number[], Keys>>>();

/** Undefined when they are too many. */
function keysOf(first: readonly number[], second: readonly number[], third: readonly number[]): Keys | undefined {
  if (first.length * second.length * third.length > maxKeys) return undefined;
  const byFirst = known.get(first) ?? new WeakMap<readonly number[], WeakMap<readonly number[], Keys>>();
  const bySecond = byFirst.get(second) ?? new WeakMap<readonly number[], Keys>();
  const cached = bySecond.get(third);
  if (cached !== undefined) return cached;
  const keys = first.flatMap((a) => second.flatMap((b) => third.map((c) => trigramKey(a, b, c))));
  const found = { keys, weight: keys.reduce((sum, key) => sum + trigramWeight(key), 0) };
  known.set(first, byFirst.set(second, bySecond.set(third, found)));
  return found;
}

const membersOfSet = new WeakMap<ByteSet, readonly number[]>();
/** One array for all sets with the same members. */
const membersByText = new Map<string, readonly number[]>();

function foldedMembers(set: ByteSet): readonly number[] {
  const cached = membersOfSet.get(set);
  if (cached !== undefined) return cached;
  const members = new Set<number>();
  for (const [byte, flag] of set.entries()) if (flag === 1) members.add(byte | 32);
  const text = [...members].join();
  const shared = membersByText.get(text) ?? [...members];
  membersByText.set(text, shared);
  membersOfSet.set(set, shared);
  return shared;
}
