import { isObject, type JsonObject, objectsIn, textIn } from './json.ts';
import { rangesOf } from './semver-range.ts';

/**
 * A record of the OSV schema from an advisory as GitHub's REST API has it (`GET /advisories`), for whoever reads OSV. What of a range cannot be
 * understood is given as a range that is none, so that the reader calls the record incomplete. Undefined: it has no GHSA id.
 */
export function osvOfGithub(advisory: JsonObject): JsonObject | undefined {
  const id = advisory['ghsa_id'];
  if (typeof id !== 'string' || !isGhsa(id)) return undefined;
  const scores = isObject(advisory['cvss_severities']) ? advisory['cvss_severities'] : {};
  const old = isObject(advisory['cvss']) ? advisory['cvss']['vector_string'] : undefined;
  const aliases = [advisory['cve_id'], ...objectsIn(advisory['identifiers']).map(({ value }) => value)];
  return {
    schema_version: '1.6.0',
    id,
    aliases: [...new Set(aliases)].filter((alias) => typeof alias === 'string' && alias !== id),
    summary: advisory['summary'],
    details: advisory['description'],
    modified: advisory['updated_at'],
    published: advisory['published_at'],
    ...(advisory['withdrawn_at'] === null ? {} : { withdrawn: advisory['withdrawn_at'] }),
    severity: [...vector(scores['cvss_v3'], 'CVSS_V3', old), ...vector(scores['cvss_v4'], 'CVSS_V4')],
    references: referencesOf(advisory),
    affected: objectsIn(advisory['vulnerabilities']).flatMap(affectedOf),
    database_specific: {
      severity: advisory['severity'],
      cwe_ids: objectsIn(advisory['cwes']).map(({ cwe_id }) => cwe_id),
      ...(advisory['type'] === 'malware' && { 'malicious-packages-origins': [{ source: 'github' }] }),
    },
  };
}

export function isGhsa(text: string): boolean {
  return /^GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}$/.test(text);
}

function vector(value: unknown, type: string, otherwise?: unknown): { type: string; score: string }[] {
  const score = isObject(value) && typeof value['vector_string'] === 'string' ? value['vector_string'] : otherwise;
  return typeof score === 'string' && score !== '' ? [{ type, score }] : [];
}

function referencesOf(advisory: JsonObject): { type: string; url: string }[] {
  const links = Array.isArray(advisory['references']) ? (advisory['references'] as readonly unknown[]) : [];
  const page = advisory['html_url'];
  return [
    ...(typeof page === 'string' ? [{ type: 'ADVISORY', url: page }] : []),
    ...links.flatMap((url) => (typeof url === 'string' ? [{ type: 'WEB', url }] : [])),
  ];
}

function affectedOf(vulnerability: JsonObject): JsonObject[] {
  const pack = isObject(vulnerability['package']) ? vulnerability['package'] : {};
  const ecosystem = ecosystems.get(textIn(pack['ecosystem'], 40) ?? '');
  const name = textIn(pack['name'], 300);
  if (ecosystem === undefined || name === undefined) return [];
  const read = rangesOf(textIn(vulnerability['vulnerable_version_range'], 2000) ?? '', ecosystem.type);
  const functions = vulnerability['vulnerable_functions'];
  return [
    {
      package: { ecosystem: ecosystem.name, name },
      ...(read === undefined
        ? { ranges: [{ type: 'not understood' }] }
        : { ranges: read.ranges, versions: read.versions }),
      ...(Array.isArray(functions) && { ecosystem_specific: { affected_functions: functions as unknown[] } }),
    },
  ];
}

/** GitHub's names, and OSV's. */
const ecosystems: ReadonlyMap<string, { readonly name: string; readonly type: 'SEMVER' | 'ECOSYSTEM' }> = new Map([
  ['npm', { name: 'npm', type: 'SEMVER' }],
  ['pip', { name: 'PyPI', type: 'ECOSYSTEM' }],
  ['maven', { name: 'Maven', type: 'ECOSYSTEM' }],
  ['rubygems', { name: 'RubyGems', type: 'ECOSYSTEM' }],
  ['nuget', { name: 'NuGet', type: 'ECOSYSTEM' }],
  ['composer', { name: 'Packagist', type: 'ECOSYSTEM' }],
  ['go', { name: 'Go', type: 'SEMVER' }],
  ['rust', { name: 'crates.io', type: 'SEMVER' }],
  ['erlang', { name: 'Hex', type: 'SEMVER' }],
  ['actions', { name: 'GitHub Actions', type: 'ECOSYSTEM' }],
  ['pub', { name: 'Pub', type: 'SEMVER' }],
  ['swift', { name: 'SwiftURL', type: 'SEMVER' }],
]);
