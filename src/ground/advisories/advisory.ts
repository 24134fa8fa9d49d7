import type { Epss, Exploited } from './overlays.ts';
import { kindOf } from './group.ts';
import type { RecordHead } from './record-head.ts';
import type { AdvisoryKind, AdvisoryReference, RecordDetail, SeverityVector, VulnerableSymbols } from './record.ts';

/** All that the sources say under ids that name one thing. Text is the sources' own: whoever prints it escapes it. */
export interface Advisory {
  readonly id: string;
  /** All other ids, of records and aliases. */
  readonly aliases: readonly string[];
  readonly kind: AdvisoryKind;
  readonly summary: string;
  /** CommonMark, cut at 4,000 characters. */
  readonly details?: string;
  /** Milliseconds since 1970: of the record that was published first; absent where none says. */
  readonly published?: number;
  /** Of the record that was changed last. */
  readonly modified: number;
  /** All records were withdrawn. */
  readonly withdrawn: boolean;
  /** Of all records that speak, each once. */
  readonly severity: readonly SeverityVector[];
  /** What each record that speaks says of how bad it is, for whoever judges it. */
  readonly ratings: readonly { readonly severity: readonly SeverityVector[]; readonly word?: string }[];
  /** The highest of the sources' words: `low`, `medium`, `high`, `critical`. */
  readonly word?: string;
  readonly cwes: readonly string[];
  readonly references: readonly AdvisoryReference[];
  readonly related: readonly string[];
  readonly upstream: readonly string[];
  /** RustSec's word: `unsound`, `unmaintained`, `notice`. */
  readonly informational?: string;
  readonly symbols?: readonly VulnerableSymbols[];
  /** Which source has it under which id. */
  readonly records: readonly {
    readonly source: string;
    readonly id: string;
    readonly modified: number;
    readonly withdrawn: boolean;
  }[];
  readonly sources: readonly string[];
  readonly exploited?: Exploited;
  /** Of several CVEs, the likeliest. */
  readonly epss?: Epss;
}

export interface SourcedRecord {
  readonly source: string;
  readonly head: RecordHead;
  readonly detail: RecordDetail;
  /** It says that this version of this package is affected, or whatever else the match says. The others tell nothing but who they are. */
  readonly speaks: boolean;
}

interface Overlaid {
  readonly exploited: Exploited | undefined;
  readonly epss: Epss | undefined;
}

/** Withdrawn records speak only where there is no other. */
export function mergedAdvisory(
  records: readonly SourcedRecord[],
  { id, ids }: { readonly id: string; readonly ids: ReadonlySet<string> },
  { exploited, epss }: Overlaid,
): Advisory {
  const heard = records.filter(({ speaks }) => speaks);
  const standing = heard.filter(({ head }) => !head.withdrawn);
  const speaking = standing.length > 0 ? standing : heard;
  const details = speaking.map(({ detail }) => detail);
  const published = speaking.map(({ head }) => head.published).filter((at) => at > 0);
  const long = firstOf(details, ({ details: text }) => text);
  const symbols = unique(
    details.flatMap((detail) => detail.symbols ?? []),
    (one) => JSON.stringify(one),
  );
  const word = words.findLast((known) => details.some((detail) => detail.word === known));
  const informational = firstOf(details, (detail) => detail.informational);
  return {
    id,
    aliases: unique(
      records.flatMap(({ head, speaks }) => (speaks ? [head.id, ...head.aliases] : [head.id])),
      String,
    )
      .filter((other) => other !== id && ids.has(other))
      .sort(),
    kind: kindOf(speaking.map(({ head }) => head.kind)),
    summary: firstOf(details, ({ summary }) => summary) ?? long?.split('\n', 1)[0]?.slice(0, 300) ?? id,
    ...(long === undefined ? {} : { details: long }),
    ...(published.length === 0 ? {} : { published: Math.min(...published) }),
    modified: Math.max(...speaking.map(({ head }) => head.modified)),
    withdrawn: standing.length === 0,
    severity: unique(
      details.flatMap(({ severity }) => severity ?? []),
      ({ type, score }) => `${type} ${score}`,
    ),
    ratings: details
      .filter((detail) => detail.severity !== undefined || detail.word !== undefined)
      .map(({ severity = [], word: own }) => ({ severity, ...(own === undefined ? {} : { word: own }) })),
    ...(word === undefined ? {} : { word }),
    cwes: unique(
      details.flatMap(({ cwes }) => cwes ?? []),
      String,
    ),
    references: unique(
      details.flatMap(({ references }) => references ?? []),
      ({ url }) => url,
    ).slice(0, 30),
    related: unique(
      details.flatMap(({ related }) => related ?? []),
      String,
    ),
    upstream: unique(
      details.flatMap(({ upstream }) => upstream ?? []),
      String,
    ),
    ...(informational === undefined ? {} : { informational }),
    ...(symbols.length === 0 ? {} : { symbols }),
    records: records.map(({ source, head }) => ({
      source,
      id: head.id,
      modified: head.modified,
      withdrawn: head.withdrawn,
    })),
    sources: unique(
      speaking.map(({ source }) => source),
      String,
    ),
    ...(exploited === undefined ? {} : { exploited }),
    ...(epss === undefined ? {} : { epss }),
  };
}

const words = ['low', 'medium', 'high', 'critical'];

function firstOf<Found>(
  details: readonly RecordDetail[],
  find: (detail: RecordDetail) => Found | undefined,
): Found | undefined {
  for (const detail of details) {
    const found = find(detail);
    if (found !== undefined) return found;
  }
  return undefined;
}

function unique<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const seen = new Map<string, Item>();
  for (const item of items) if (!seen.has(keyOf(item))) seen.set(keyOf(item), item);
  return [...seen.values()];
}
