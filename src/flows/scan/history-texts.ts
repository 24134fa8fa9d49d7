import { readBlobs } from '#ground/git';
import type { Finding } from '#ground/model';
import { type Redactor, withContext } from './context.ts';
import type { Place } from './place.ts';
import { textsIn } from './texts.ts';

/** Code from larger files is not shown. */
const maxBytes = 8 * 1024 * 1024;
/** Beyond this many versions of files, a list says more than code does. */
const mostVersions = 1000;

/** The same as `withContext`, where each finding lies in a version of a file that history has: its own `blob`. */
export async function withHistoryContext(
  findings: readonly Finding[],
  { repository }: Place,
  redactor: Redactor | undefined,
): Promise<Finding[]> {
  if (repository === undefined) return [...findings];
  const groups = Map.groupBy(findings, ({ history }) => history?.blob ?? '');
  const oids = [...groups.keys()].filter((oid) => oid !== '').slice(0, mostVersions);
  const shown = new Map<Finding, Finding>();
  for (const [i, blob] of [...readBlobs(repository, oids, maxBytes)].entries()) {
    if (blob.kind !== 'blob') continue;
    const group = groups.get(oids[i]!) ?? [];
    const read = (paths: readonly string[]) => Promise.resolve(textsIn(() => blob.bytes, paths));
    const withLines = await withContext(group, read, redactor);
    group.forEach((finding, k) => shown.set(finding, withLines[k]!));
  }
  return findings.map((finding) => shown.get(finding) ?? finding);
}
