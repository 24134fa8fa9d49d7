import { realpathSync } from 'node:fs';
import { findRepository } from '#ground/git';
import { type Beside, digestJson, type Json } from '#ground/model';
import { answers, type Manifest } from '../cache/manifest.ts';
import { parsedFacts, type PathFacts } from '../conclude.ts';
import type { Budgets, ScanRequest } from '../request.ts';
import { factsOfTree } from '../tree/scan-tree.ts';
import { keepFor } from '../tree/keep-for.ts';
import type { FactsText } from '../work/examiner.ts';
import type { Prepared } from '../work/open.ts';

/**
 * By the analyzer's number: what the last scan of the whole tree knows of the files beside those that are staged, for analyzers that cross
 * files. A commit does not wait until the tree was scanned anew: where it never was, nothing is known.
 */
export function knownBeside(
  request: ScanRequest,
  root: string,
  prepared: Prepared,
  budgets: Budgets,
): readonly (Beside<Json> | undefined)[] {
  if (request.cache === false || !prepared.analyzers.some(({ crossesFiles }) => crossesFiles)) return [];
  const real = realpathSync(root);
  const manifest = keepFor(request, { root: real, repository: findRepository(real) }, prepared)?.load();
  if (manifest?.factsDigest !== digestJson([prepared.factsDigest, budgets])) return [];
  return prepared.analyzers.map(({ crossesFiles }, i) => (crossesFiles ? besideIn(manifest, i) : undefined));
}

function besideIn(manifest: Manifest, analyzer: number): Beside<Json> {
  const facts = new Map<string, FactsText>();
  for (const { path, first, end } of manifest.folders)
    for (let file = first; file < end; file++) {
      const record = manifest.records[manifest.answers[file]! - answers.firstRecord];
      const own = record?.facts.find(([by, , inside]) => by === analyzer && inside === undefined);
      if (own !== undefined) facts.set(path === '' ? manifest.names[file]! : `${path}/${manifest.names[file]}`, own[1]);
    }
  const knowledge = manifest.conclusions[analyzer]?.knowledge;
  const read = new Map<string, Json>();
  return {
    paths: [...facts.keys()],
    factsOf(path) {
      const text = facts.get(path);
      if (text === undefined) return undefined;
      let known = read.get(path);
      if (known === undefined) read.set(path, (known = parsedFacts(text)));
      return known;
    },
    ...(knowledge !== undefined && { knowledge }),
  };
}

/** Of a range all that stands beside it is read, in threads and as far as no earlier scan knows it: a merge is judged by the whole. */
export async function factsBeside(
  request: ScanRequest,
  root: string,
  prepared: Prepared,
  changed: ReadonlySet<string>,
): Promise<readonly (readonly PathFacts[])[]> {
  const crossing = prepared.analyzers.filter(({ crossesFiles }) => crossesFiles).map(({ id }) => id);
  if (crossing.length === 0) return [];
  const analyzers = request.analyzers.filter(({ id }) => crossing.includes(id));
  const facts = await factsOfTree({ ...request, analyzers }, root);
  return prepared.analyzers.map(({ id }) =>
    (facts[analyzers.findIndex((entry) => entry.id === id)] ?? []).filter(({ path }) => !changed.has(path)),
  );
}
