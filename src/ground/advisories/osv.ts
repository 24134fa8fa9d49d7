import {
  type AdvisoryKind,
  type AdvisoryRecord,
  type AdvisoryReference,
  type AffectedPackage,
  type RangeEvent,
  type RecordDetail,
  type SeverityVector,
  type VersionRange,
  type VulnerableSymbols,
} from './record.ts';

/** What an OSV record came to: the record, what of it made no sense, or why there is none. */
export interface ParsedOsv {
  readonly record?: AdvisoryRecord;
  /** In words for people, each with the place in the record; at most ten. */
  readonly problems: readonly string[];
}

/**
 * Reads one record of the OSV schema (1.0 to 1.7, ossf.github.io/osv-schema) that anybody may have written: JSON bytes or a value that was
 * parsed already. Never throws. What is too large or of the wrong type is left out and named; without an id or a package there is no record.
 */
export function parseOsv(input: Uint8Array | string | object): ParsedOsv {
  const problems = new Problems();
  const value = parsedJson(input, problems);
  if (value === undefined) return { problems: problems.list };
  const id = text(value['id'], limits.id);
  if (id === undefined || !/^[A-Za-z0-9][\w.:+-]*$/.test(id)) {
    problems.add('id', 'is no identifier');
    return { problems: problems.list };
  }
  const affected = readAffected(value['affected'], problems);
  const aliases = identifiers(value['aliases'], 'aliases', problems).filter((alias) => alias !== id);
  const detail = readDetail(value, problems);
  const withdrawn = value['withdrawn'];
  const withdrawnAt = instant(withdrawn);
  if (withdrawn !== undefined && withdrawn !== null && withdrawnAt === 0)
    problems.add('withdrawn', 'is no time: it counts as not withdrawn');
  const modified = instant(value['modified']);
  if (modified === 0) problems.add('modified', 'is no time');
  return {
    problems: problems.list,
    record: {
      id,
      modified,
      published: instant(value['published']),
      withdrawn: withdrawnAt !== 0,
      kind: kindOf(id, aliases, value, detail),
      aliases,
      affected,
      detail,
    },
  };
}

const limits = {
  bytes: 16 * 1024 * 1024,
  id: 128,
  aliases: 200,
  affected: 20_000,
  versions: 200_000,
  ranges: 20_000,
  events: 100_000,
  name: 1024,
  version: 256,
  summary: 500,
  details: 4000,
  references: 20,
  url: 1000,
  symbols: 500,
  symbol: 300,
};

type JsonObject = Readonly<Record<string, unknown>>;

class Problems {
  readonly list: string[] = [];

  add(place: string, what: string): void {
    if (this.list.length < 10) this.list.push(`${place} ${what}`);
  }
}

function parsedJson(input: Uint8Array | string | object, problems: Problems): JsonObject | undefined {
  let value: unknown = input;
  if (input instanceof Uint8Array || typeof input === 'string') {
    if (input.length > limits.bytes) {
      problems.add('the record', `is larger than ${limits.bytes} bytes`);
      return undefined;
    }
    try {
      value = JSON.parse(typeof input === 'string' ? input : new TextDecoder('utf-8', { fatal: true }).decode(input));
    } catch {
      problems.add('the record', 'is no JSON in UTF-8');
      return undefined;
    }
  }
  if (!isObject(value)) {
    problems.add('the record', 'is no object');
    return undefined;
  }
  return value;
}

function readAffected(value: unknown, problems: Problems): AffectedPackage[] {
  const found: AffectedPackage[] = [];
  const all = list(value, 'affected', limits.affected, problems);
  for (const [index, entry] of all.entries()) {
    const place = `affected[${index}]`;
    if (!isObject(entry)) {
      problems.add(place, 'is no object');
      continue;
    }
    const pack = entry['package'];
    // Records about code that is in no registry have commits alone.
    if (pack === undefined || pack === null) continue;
    const ecosystem = isObject(pack) ? text(pack['ecosystem'], limits.id) : undefined;
    const name = isObject(pack) ? text(pack['name'], limits.name) : undefined;
    if (ecosystem === undefined || name === undefined) {
      problems.add(`${place}.package`, 'names no package');
      continue;
    }
    found.push({ ecosystem, name, ...readVersions(entry, place, problems) });
  }
  return found;
}

function readVersions(
  entry: JsonObject,
  place: string,
  problems: Problems,
): Pick<AffectedPackage, 'ranges' | 'versions' | 'incomplete'> {
  let incomplete = false;
  const broken = (where: string, what: string): void => {
    incomplete = true;
    problems.add(`${place}.${where}`, what);
  };
  const versions: string[] = [];
  if (!fits(entry['versions'], limits.versions) || !fits(entry['ranges'], limits.ranges)) incomplete = true;
  for (const version of list(entry['versions'], `${place}.versions`, limits.versions, problems)) {
    const known = text(version, limits.version);
    if (known === undefined) broken('versions', 'has an entry that is no version');
    else versions.push(known);
  }
  const ranges: VersionRange[] = [];
  for (const [index, range] of list(entry['ranges'], `${place}.ranges`, limits.ranges, problems).entries()) {
    const where = `ranges[${index}]`;
    const type = isObject(range) ? range['type'] : undefined;
    if (type === 'GIT') continue;
    if (!isObject(range) || (type !== 'SEMVER' && type !== 'ECOSYSTEM')) {
      broken(where, 'is of no type that is known');
      continue;
    }
    const events = readEvents(range['events']);
    if (events === undefined) broken(where, 'has events that make no sense');
    // OSV asks for one: without it the range never starts, and would say that nothing is affected.
    else if (!events.some(({ at }) => at === 'introduced')) broken(where, 'has no event that introduces anything');
    else ranges.push({ type, events });
  }
  return { ranges, versions, incomplete };
}

const eventKinds = ['introduced', 'fixed', 'last_affected', 'limit'] as const;

function readEvents(value: unknown): RangeEvent[] | undefined {
  if (!Array.isArray(value) || value.length > limits.events) return undefined;
  const events: RangeEvent[] = [];
  for (const event of value as readonly unknown[]) {
    if (!isObject(event)) return undefined;
    let any = false;
    for (const at of eventKinds) {
      if (event[at] === undefined || event[at] === null) continue;
      const version = text(event[at], limits.version);
      if (version === undefined) return undefined;
      events.push({ at, version });
      any = true;
    }
    if (!any) return undefined;
  }
  return events;
}

function readDetail(value: JsonObject, problems: Problems): RecordDetail {
  const specific = isObject(value['database_specific']) ? value['database_specific'] : {};
  const severity = readSeverity(value['severity']);
  const symbols: VulnerableSymbols[] = [];
  let informational: string | undefined;
  for (const entry of Array.isArray(value['affected'])
    ? (value['affected'] as readonly unknown[]).slice(0, limits.affected)
    : []) {
    if (!isObject(entry)) continue;
    severity.push(...readSeverity(entry['severity']));
    addSymbols(entry, symbols);
    const own = isObject(entry['database_specific']) ? entry['database_specific'] : {};
    informational ??= text(own['informational'], 40);
  }
  const detail: Record<string, unknown> = {
    summary: cut(value['summary'], limits.summary),
    details: cut(value['details'], limits.details),
    severity: unique(severity, ({ type, score }) => `${type} ${score}`).slice(0, 20),
    word: wordOf(specific['severity']),
    cwes: cwesOf(specific),
    references: readReferences(value['references'], problems),
    related: identifiers(value['related'], 'related', problems),
    upstream: identifiers(value['upstream'], 'upstream', problems),
    informational,
    symbols: symbols.slice(0, limits.symbols),
  };
  for (const [key, part] of Object.entries(detail)) {
    if (part === undefined || (Array.isArray(part) && part.length === 0)) delete detail[key];
  }
  return detail;
}

function readSeverity(value: unknown): SeverityVector[] {
  const found: SeverityVector[] = [];
  for (const entry of Array.isArray(value) ? (value as readonly unknown[]).slice(0, 20) : []) {
    const type = isObject(entry) ? text(entry['type'], 40) : undefined;
    const score = isObject(entry) ? text(entry['score'], 400) : undefined;
    if (type !== undefined && score !== undefined) found.push({ type, score });
  }
  return found;
}

/** Go's `imports[].symbols`, RustSec's `affects.functions`, and the plain `affected_functions` that others use. */
function addSymbols(entry: JsonObject, symbols: VulnerableSymbols[]): void {
  const specific = entry['ecosystem_specific'];
  const pack = isObject(entry['package']) ? text(entry['package']['name'], limits.name) : undefined;
  if (!isObject(specific) || pack === undefined) return;
  if (Array.isArray(specific['imports'])) {
    for (const one of (specific['imports'] as readonly unknown[]).slice(0, limits.symbols)) {
      const path = isObject(one) ? text(one['path'], limits.name) : undefined;
      if (!isObject(one) || path === undefined) continue;
      symbols.push({ package: pack, path, names: names(one['symbols']) });
    }
  }
  const affects = isObject(specific['affects']) ? specific['affects'] : {};
  const functions = [...names(affects['functions']), ...names(specific['affected_functions'])];
  if (functions.length > 0) symbols.push({ package: pack, names: unique(functions, (name) => name) });
}

function names(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly unknown[])
    .slice(0, limits.symbols)
    .map((name) => text(name, limits.symbol))
    .filter((name) => name !== undefined);
}

const words: ReadonlyMap<string, string> = new Map([
  ['low', 'low'],
  ['moderate', 'medium'],
  ['medium', 'medium'],
  ['important', 'high'],
  ['high', 'high'],
  ['critical', 'critical'],
]);

function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' ? words.get(value.toLowerCase()) : undefined;
}

function cwesOf(specific: JsonObject): string[] {
  return names(specific['cwe_ids'])
    .filter((cwe) => /^CWE-\d{1,5}$/.test(cwe))
    .slice(0, 20);
}

function readReferences(value: unknown, problems: Problems): AdvisoryReference[] {
  const found: AdvisoryReference[] = [];
  for (const entry of Array.isArray(value) ? (value as readonly unknown[]).slice(0, 500) : []) {
    if (found.length === limits.references) break;
    const url = isObject(entry) ? text(entry['url'], limits.url) : undefined;
    if (!isObject(entry) || url === undefined || !/^https?:\/\/[^\s@/]+(?:[/?#]|$)/i.test(url)) continue;
    found.push({ type: text(entry['type'], 20) ?? 'WEB', url });
  }
  if (value !== undefined && value !== null && !Array.isArray(value)) problems.add('references', 'is no list');
  return found;
}

function kindOf(id: string, aliases: readonly string[], value: JsonObject, detail: RecordDetail): AdvisoryKind {
  const specific = isObject(value['database_specific']) ? value['database_specific'] : {};
  if (
    id.startsWith('MAL-') ||
    aliases.some((alias) => alias.startsWith('MAL-')) ||
    specific['malicious-packages-origins'] !== undefined ||
    // CWE-506: embedded malicious code.
    detail.cwes?.includes('CWE-506') === true ||
    /^(?:malware|malicious (?:package|code)) in /i.test(detail.summary ?? '')
  )
    return 'malicious';
  // One entry that is a notice makes no notice of what the others say.
  const said = new Set(
    (Array.isArray(value['affected']) ? (value['affected'] as readonly unknown[]) : [])
      .slice(0, limits.affected)
      .map((entry) => (isObject(entry) && isObject(entry['database_specific']) ? entry['database_specific'] : {}))
      .map((own) => own['informational']),
  );
  const [only] = said.size === 1 ? said : [];
  return only === 'unmaintained' || only === 'notice' ? only : 'vulnerability';
}

function identifiers(value: unknown, place: string, problems: Problems): string[] {
  const found = list(value, place, limits.aliases, problems)
    .map((entry) => text(entry, limits.id))
    .filter((entry) => entry !== undefined);
  return unique(found, (entry) => entry);
}

/** At most `most` of a list; absent and null are empty. */
function list(value: unknown, place: string, most: number, problems: Problems): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    problems.add(place, 'is no list');
    return [];
  }
  if (value.length <= most) return value;
  problems.add(place, `has more than ${most} entries: the rest is left out`);
  return value.slice(0, most);
}

function fits(value: unknown, most: number): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length <= most);
}

/** A text that is not empty, not longer than that, and has no control characters. */
function text(value: unknown, most: number): string | undefined {
  if (typeof value !== 'string') return undefined;
  const trimmed = value.trim();
  // oxlint-disable-next-line no-control-regex -- they are what is refused
  return trimmed === '' || trimmed.length > most || /[\u0000-\u001f\u007f]/.test(trimmed)
    ? undefined
    : trimmed.toWellFormed();
}

function cut(value: unknown, most: number): string | undefined {
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const whole = value.trim();
  return (whole.length <= most ? whole : `${whole.slice(0, most - 1)}…`).toWellFormed();
}

/** RFC 3339 in milliseconds since 1970; 0 for what is none, and for Go's zero time. */
function instant(value: unknown): number {
  if (typeof value !== 'string' || value.length > 40 || !/^\d{4}-\d\d-\d\d[Tt ]/.test(value)) return 0;
  const at = Date.parse(value);
  return Number.isNaN(at) || at < 0 ? 0 : at;
}

function unique<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const seen = new Map<string, Item>();
  for (const item of items) if (!seen.has(keyOf(item))) seen.set(keyOf(item), item);
  return [...seen.values()];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
