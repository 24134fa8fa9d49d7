import { FeedError, type FeedProblems } from './feed-error.ts';
import { isGhsa } from './github-advisory.ts';
import { isObject, type JsonObject, objectsIn, textIn } from './json.ts';
import { rangesOf } from './semver-range.ts';

/**
 * Records of the OSV schema from what the npm registry answers to `POST /-/npm/v1/security/advisories/bulk`: lists of advisories by package name.
 * One that has no GHSA id in its address is called `NPM-` and its number. @throws FeedError
 */
export function osvOfNpmAudit(answer: unknown, file: string, problems: FeedProblems): JsonObject[] {
  if (!isObject(answer)) throw new FeedError('damaged', file, 'it is no list of advisories by package');
  const byId = new Map<string, { record: JsonObject; affected: JsonObject[] }>();
  for (const [name, advisories] of Object.entries(answer)) {
    for (const advisory of objectsIn(advisories)) {
      const id = idOf(advisory);
      if (id === undefined) {
        problems.add({ file, place: name.slice(0, 100), what: 'an advisory without an address or a number' });
        continue;
      }
      const known = byId.get(id) ?? { record: recordOf(advisory, id), affected: [] };
      known.affected.push(affectedOf(name, advisory));
      byId.set(id, known);
    }
  }
  return [...byId.values()].map(({ record, affected }) => ({ ...record, affected }));
}

function idOf(advisory: JsonObject): string | undefined {
  const url = textIn(advisory['url'], 300) ?? '';
  const last = url.slice(url.lastIndexOf('/') + 1);
  if (isGhsa(last)) return last;
  const number = advisory['id'];
  return typeof number === 'number' && Number.isSafeInteger(number) ? `NPM-${number}` : undefined;
}

function recordOf(advisory: JsonObject, id: string): JsonObject {
  const cvss = isObject(advisory['cvss']) ? textIn(advisory['cvss']['vectorString'], 200) : undefined;
  const url = textIn(advisory['url'], 300);
  return {
    schema_version: '1.6.0',
    id,
    summary: advisory['title'],
    severity: cvss === undefined ? [] : [{ type: cvss.startsWith('CVSS:4') ? 'CVSS_V4' : 'CVSS_V3', score: cvss }],
    references: url === undefined ? [] : [{ type: 'ADVISORY', url }],
    database_specific: { severity: advisory['severity'], cwe_ids: advisory['cwe'] },
  };
}

function affectedOf(name: string, advisory: JsonObject): JsonObject {
  const text = textIn(advisory['vulnerable_versions'], 2000);
  const read = text === undefined ? undefined : rangesOf(text, 'SEMVER');
  return {
    package: { ecosystem: 'npm', name },
    ...(read === undefined
      ? { ranges: [{ type: 'not understood' }] }
      : { ranges: read.ranges, versions: read.versions }),
  };
}
