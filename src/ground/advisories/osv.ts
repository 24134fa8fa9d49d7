import { readDetail } from './osv-detail.ts';
import { fits, identifiers, instant, isObject, type JsonObject, limits, list, Problems, text } from './osv-fields.ts';
import type {
  AdvisoryKind,
  AdvisoryRecord,
  AffectedPackage,
  RangeEvent,
  RecordDetail,
  VersionRange,
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
