import { CvssError } from './error.ts';
import { type CvssVersion, type Metric, metrics, notDefined } from './metrics.ts';

/** A vector, read: the value of each metric of its version, "not defined" where it says nothing. */
export interface ParsedVector {
  readonly version: CvssVersion;
  readonly value: (metric: string) => string;
  /** Metrics that stand in it with another value than "not defined". */
  readonly defined: ReadonlySet<string>;
}

const prefixes: readonly (readonly [string, CvssVersion])[] = [
  ['CVSS:3.0/', '3.0'],
  ['CVSS:3.1/', '3.1'],
  ['CVSS:4.0/', '4.0'],
];
const byName = new Map(Object.values(metrics).map((list) => [list, new Map(list.map((one) => [one.name, one]))]));
const longest = 512;

/**
 * Reads a vector strictly: no metric twice, each base metric, and in versions 2.0 and 4.0 the prescribed order. Version 2 has no prefix,
 * and may stand in parentheses, as NVD writes it.
 *
 * @throws CvssError.
 */
export function parseVector(text: string): ParsedVector {
  const { version, body } = versionOf(text);
  const list = metrics[version];
  const values = new Map<string, string>();
  let last = -1;
  for (const part of body.split('/')) {
    const { metric, value } = readPart(part, version, list);
    if (values.has(metric.name))
      throw new CvssError('repeated-metric', `${metric.name} stands twice in a vector of CVSS ${version}`);
    const at = list.indexOf(metric);
    if (at < last && (version === '2.0' || version === '4.0'))
      throw new CvssError(
        'out-of-order',
        `${metric.name} stands too late: CVSS ${version} prescribes the order of metrics`,
      );
    last = at;
    values.set(metric.name, value);
  }
  const missing = list.filter(({ group, name }) => group === 'base' && !values.has(name));
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(', ');
    throw new CvssError('missing-metric', `a vector of CVSS ${version} lacks ${names}`);
  }
  const absent = notDefined[version];
  return {
    version,
    value: (metric) => values.get(metric) ?? absent,
    defined: new Set([...values].filter(([, value]) => value !== absent).map(([name]) => name)),
  };
}

function versionOf(text: string): { version: CvssVersion; body: string } {
  for (const [prefix, version] of prefixes)
    if (text.startsWith(prefix)) return { version, body: bodyOf(text, prefix.length) };
  if (text.startsWith('AV:')) return { version: '2.0', body: bodyOf(text, 0) };
  if (text.startsWith('(AV:') && text.endsWith(')')) return { version: '2.0', body: bodyOf(text.slice(0, -1), 1) };
  throw new CvssError('unknown-version', `${quoted(text)} is no vector of CVSS 2.0, 3.0, 3.1 or 4.0`);
}

function bodyOf(text: string, start: number): string {
  if (text.length > longest) throw new CvssError('malformed', `a CVSS vector has at most ${longest} characters`);
  return text.slice(start);
}

function readPart(part: string, version: CvssVersion, list: readonly Metric[]): { metric: Metric; value: string } {
  const colon = part.indexOf(':');
  if (colon < 1) throw new CvssError('malformed', `${quoted(part)} is not metric:value`);
  const name = part.slice(0, colon);
  const value = part.slice(colon + 1);
  const metric = byName.get(list)?.get(name);
  if (metric === undefined) throw new CvssError('unknown-metric', `${quoted(name)} is no metric of CVSS ${version}`);
  if (!metric.values.includes(value)) {
    const known = metric.values.join(', ');
    throw new CvssError('unknown-value', `${quoted(value)} is no value of ${name} in CVSS ${version} (${known})`);
  }
  return { metric, value };
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
