import type { Claim, DependencyFile, DependencyFileProblem, NotLookedAt, RuleId } from '#ground/model';
import { withoutVersion } from '#ground/packages';
import { matchingRules } from './standing.ts';

/** What is wrong with the files themselves, and is somebody's to mend. */
export function claimsOfProblems(file: DependencyFile): Claim[] {
  return (file.problems ?? []).flatMap((problem) => {
    const rule = rules[problem.kind];
    return rule === undefined ? [] : [claimOf(file, problem, rule)];
  });
}

/** What could not be found out, and leaves a question open; beside a finding too, where something may be missing from what is listed. */
export function gapsOfProblems({ path, format, problems = [] }: DependencyFile): NotLookedAt[] {
  return problems.flatMap(({ kind, line, detail }) => {
    // Nobody publishes advisories about Terraform's providers and modules.
    const isLeftOut = leftOut.has(kind) && !format.startsWith('terraform/');
    if (rules[kind] !== undefined && !isLeftOut) return [];
    return {
      path,
      by: isLeftOut ? matchingRules : 'dependencies',
      reason: isLeftOut || kind === 'unsupported' ? 'parse-failed' : 'missing-data',
      detail: `line ${line}: ${detail}`.slice(0, 500),
      expected: false,
    };
  });
}

/** Kinds with which a package may stand in the file and not in the list: no match is no answer then. */
const leftOut: ReadonlySet<DependencyFileProblem['kind']> = new Set(['conflict', 'malformed']);

interface ProblemRule {
  readonly rule: string;
  readonly severity: Claim['severity'];
}

const broken: ProblemRule = { rule: 'dependencies/broken-lockfile', severity: 'medium' };

/** Kinds that are findings; the others are gaps. */
const rules: Partial<Readonly<Record<DependencyFileProblem['kind'], ProblemRule>>> = {
  conflict: broken,
  duplicate: broken,
  malformed: broken,
  unpinned: { rule: 'dependencies/unpinned-reference', severity: 'low' },
};

function claimOf({ path }: DependencyFile, problem: DependencyFileProblem, { rule, severity }: ProblemRule): Claim {
  const { kind, line, detail, purl } = problem;
  return {
    rule: rule as RuleId, // a constant of the right form
    severity,
    confidence: 'certain',
    locus:
      purl === undefined ? { kind: 'file', path } : { kind: 'package', purl: withoutVersion(purl), manifest: path },
    location: { path, startLine: line, startColumn: 1, endLine: line, endColumn: 1 },
    message: detail.slice(0, 1000),
    attributes: { problem: kind, ...(purl !== undefined && { purl }) },
  };
}
