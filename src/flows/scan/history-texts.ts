import { readBlobs } from '#ground/git';
import type { Finding } from '#ground/model';
import { type Redactor, withContext } from './context.ts';
import type { Place } from './place.ts';
import { textsIn } from './texts.ts';

/** Code from larger files is not shown. */
const maxBytes = 8 * 1024 * 1024;
/** Beyond this many versions of files, a list says more than code does. */
const mostVersions = 1000;

/** Findings that lie in one version of a file, and that version, by the paths they have. */
export interface Version {
  readonly findings: readonly Finding[];
  readonly textsOf: (paths: readonly string[]) => ReadonlyMap<string, string>;
}

/** Those that can be read, one after the other. */
export function* versionsOf(findings: readonly Finding[], { repository }: Place): Generator<Version> {
  if (repository === undefined) return;
  const groups = Map.groupBy(findings, ({ history }) => history?.blob ?? '');
  const oids = [...groups.keys()].filter((oid) => oid !== '').slice(0, mostVersions);
  let next = 0;
  for (const blob of readBlobs(repository, oids, maxBytes)) {
    const group = groups.get(oids[next++]!) ?? [];
    if (blob.kind === 'blob') yield { findings: group, textsOf: (paths) => textsIn(() => blob.bytes, paths) };
  }
}

/** The same as `withContext`, where each finding lies in a version of a file that history has: its own `blob`. */
export async function withHistoryContext(
  findings: readonly Finding[],
  place: Place,
  redactor: Redactor | undefined,
): Promise<Finding[]> {
  const shown = new Map<Finding, Finding>();
  for (const { findings: group, textsOf } of versionsOf(findings, place)) {
    const withLines = await withContext(group, (paths) => Promise.resolve(textsOf(paths)), redactor);
    group.forEach((finding, k) => shown.set(finding, withLines[k]!));
  }
  return findings.map((finding) => shown.get(finding) ?? finding);
}
