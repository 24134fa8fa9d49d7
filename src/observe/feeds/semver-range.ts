/** One range of an OSV record: its events in order. */
export interface OsvRange {
  readonly type: 'SEMVER' | 'ECOSYSTEM';
  readonly events: readonly Readonly<Record<string, string>>[];
}

export interface ReadRange {
  readonly ranges: readonly OsvRange[];
  readonly versions: readonly string[];
}

/**
 * Ranges of OSV from comparators as GitHub and npm write them: `>= 1.0, < 2.3`, `= 1.2`, `<1.0.0 || >=2.0.0 <2.1.0`, `*`. Undefined where a
 * part makes no sense: the whole is then not to be believed. OSV has no event for “newer than”: `> 1.2.3` begins at the first version behind it
 * where versions are semantic, and at 1.2.3 itself elsewhere, which says too much rather than too little.
 */
export function rangesOf(text: string, type: OsvRange['type']): ReadRange | undefined {
  const ranges: OsvRange[] = [];
  const versions: string[] = [];
  if (text.length > 2000) return undefined;
  for (const part of text.split('||')) {
    const comparators = comparatorsOf(part);
    if (comparators === undefined) return undefined;
    const [first] = comparators;
    if (comparators.length === 1 && first?.operator === '=') {
      versions.push(first.version);
      continue;
    }
    const range = rangeOf(comparators, type);
    if (range === undefined) return undefined;
    ranges.push(range);
  }
  return { ranges, versions };
}

interface Comparator {
  readonly operator: string;
  readonly version: string;
}

function comparatorsOf(part: string): Comparator[] | undefined {
  const text = part.replaceAll(/([<>=])\s+/g, '$1').trim();
  if (text === '' || text === '*') return [];
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  const found = words.map((word) => /^(>=|<=|>|<|={0,3})([\w.+!~:-]{1,200})$/.exec(word));
  // A word without an operator is a version, if it looks like one.
  if (found.some((match) => match === null || (match[1] === '' && !/^v?\d/.test(match[2] ?? '')))) return undefined;
  return found.map((match) => ({
    operator: match?.[1]?.replace(/^=*$/, '=') ?? '=',
    version: (match?.[2] ?? '').replace(/^v(?=\d)/, ''),
  }));
}

function rangeOf(comparators: readonly Comparator[], type: OsvRange['type']): OsvRange | undefined {
  const lower = comparators.filter(({ operator }) => operator.startsWith('>'));
  const upper = comparators.filter(({ operator }) => operator.startsWith('<'));
  if (lower.length > 1 || upper.length > 1 || lower.length + upper.length < comparators.length) return undefined;
  const [from] = lower;
  const [to] = upper;
  const introduced = from === undefined ? '0' : from.operator === '>' ? behind(from.version, type) : from.version;
  return {
    type,
    events: [
      { introduced },
      ...(to === undefined ? [] : [to.operator === '<' ? { fixed: to.version } : { last_affected: to.version }]),
    ],
  };
}

/** The least version that is newer (semver.org section 11): of a release, the lowest pre-release of the next patch. */
function behind(version: string, type: OsvRange['type']): string {
  const release = /^(\d{1,15})\.(\d{1,15})\.(\d{1,15})(-[\w.-]+)?(?:\+.*)?$/.exec(version);
  if (type !== 'SEMVER' || release === null) return version;
  const [, major, minor, patch, pre] = release;
  return pre === undefined ? `${major}.${minor}.${Number(patch) + 1}-0` : `${major}.${minor}.${patch}${pre}.0`;
}
