import { cut, identifiers, isObject, type JsonObject, limits, type Problems, text, unique } from './osv-fields.ts';
import type { AdvisoryReference, RecordDetail, SeverityVector, VulnerableSymbols } from './record.ts';

/** What people are told of an advisory: texts, severity, references, and the symbols that are vulnerable. */
export function readDetail(value: JsonObject, problems: Problems): RecordDetail {
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
