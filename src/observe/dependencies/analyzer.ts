import { linkFiles, readDependencyFile, ReadFailure, readersOf } from '#ground/inventory';
import type { Analyzer, DependencyFile, Extraction, NotLookedAt, NotLookedAtReason, SourceFile } from '#ground/model';
import { outline } from './outline.ts';
import { mayListDependencies } from './paths.ts';
import { claimsOfProblems, gapsOfProblems } from './problems.ts';

/** Reads lockfiles, manifests, references and installed packages. What it knows of the whole is the inventory. */
export const analyzer: Analyzer<DependencyFile> = {
  id: 'dependencies',
  version: outline.version,
  assets: outline.assets,
  wants: ({ path }) => mayListDependencies(path) && readersOf(path).length > 0,
  wantsBinary: ({ path }) => path.endsWith('.sqlite'),
  open: () => ({
    rules: outline.rules,
    extract,
    conclude(facts) {
      const files = linkFiles(facts.map((file) => file.facts));
      return {
        claims: files.flatMap(claimsOfProblems),
        notLookedAt: files.flatMap(gapsOfProblems),
        knowledge: files,
      };
    },
  }),
};

function extract(file: SourceFile, deadline: number): Extraction<DependencyFile> {
  try {
    const facts = readDependencyFile(file, deadline);
    return facts === undefined ? {} : { facts };
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    return { notLookedAt: [gapOf(file.path, error)] };
  }
}

const reasons: Readonly<Record<ReadFailure['code'], NotLookedAtReason>> = {
  malformed: 'parse-failed',
  unsupported: 'parse-failed',
  'too-deep': 'too-deep',
  'too-large': 'too-large',
  'timed-out': 'timed-out',
};

function gapOf(path: string, { code, message, line }: ReadFailure): NotLookedAt {
  const detail = line === undefined ? message : `line ${line}: ${message}`;
  return { path, by: 'dependencies', reason: reasons[code], detail: detail.slice(0, 500), expected: false };
}
