import type { Project } from '#declare/project';
import { type Claim, digestJson, type Json } from '#ground/model';
import type { ScanResult } from '#observe/engine';
import {
  asNotLookedAt,
  type ChangeCoverage,
  type CoverageReport,
  failedTestClaims,
  type Gap,
  judgeChange,
  placed,
  type QualityQuestion,
} from '#observe/quality';
import type { Place } from './place.ts';
import { changeOf, type ChangeSides, changedAt, parsersFor, textsIn } from './quality-change.ts';
import { type GivenReports, readGiven } from './quality-reports.ts';
import type { QualitySummary } from './report.ts';
import type { ScanRequest } from './request.ts';
import { withClaims } from './with-claims.ts';

export interface QualityRequest {
  readonly request: ScanRequest;
  readonly place: Place;
  readonly project: Project;
}

/**
 * Reads the reports that were given, and answers with what judges a scanned change by them and by what the project asks of new code. Throws
 * ScanRequestError for a report that is not there or is none.
 */
export function openQuality(asked: QualityRequest): (result: ScanResult) => Promise<ScanResult> {
  const given = readGiven(asked.request, asked.place);
  return (result) => withQuality(result, asked, given);
}

const allMs = 60_000;

async function withQuality(
  result: ScanResult,
  { request, place, project }: QualityRequest,
  given: GivenReports,
): Promise<ScanResult> {
  const sides = changeOf(result.description, request.source.kind, place, project.exclude);
  if (sides === undefined) return result;
  const question = questionOf(project.quality, given, sides, request.source.kind);
  const answer = judgeChange(sides.change, question.asked, {
    parsers: await parsersFor(sides.change),
    tree: () => textsIn(sides),
    deadline: performance.now() + allMs,
  });
  const tests = given.tests.flatMap(({ report, path }) => failedTestClaims(report, path, sides.paths));
  const gaps = [...sides.gaps, ...question.gaps, ...answer.gaps];
  const rules = rulesOf(question.asked, given);
  const changed = withRuleChanges([...answer.claims, ...tests], rules, project.rules);
  const all = withClaims(result, changed.claims, gaps.map(asNotLookedAt), true);
  return withRules(all, changed.rules, summaryOf(answer.coverage, given));
}

interface Asked {
  readonly asked: QualityQuestion;
  readonly gaps: readonly Gap[];
}

const usualCoverage = 80;

/** What the project declares, and what reports were given for. */
function questionOf(
  declared: Project['quality'],
  given: GivenReports,
  sides: ChangeSides,
  source: ScanRequest['source']['kind'],
): Asked {
  const reports = given.coverage.map((one): CoverageReport => ({
    ...one,
    coverage: placed(one.coverage, sides.paths),
  }));
  const declaredLimit = declared?.coverage === false ? undefined : declared?.coverage;
  const hasCoverage = reports.length > 0 && declared?.coverage !== false;
  const at = changedAt(sides);
  const asked: QualityQuestion = {
    ...(declared !== undefined && (declared.complexity !== false || declared.paths !== false)
      ? {
          complexity: {
            ...(declared.complexity !== false && { cognitive: declared.complexity }),
            ...(declared.paths !== false && { cyclomatic: declared.paths }),
          },
        }
      : {}),
    ...(declared !== undefined && declared.duplication !== false && { duplication: declared.duplication }),
    ...(declared?.deadExports === true && { deadExports: true }),
    ...(hasCoverage && {
      coverage: { reports, limit: declaredLimit ?? usualCoverage, ...(at !== undefined && { changedAt: at }) },
    }),
  };
  // A commit need not wait for tests; what is merged was tested, or nobody knows.
  const isMissing = declaredLimit !== undefined && reports.length === 0 && source === 'since';
  return { asked, gaps: isMissing ? [noReport(declaredLimit)] : [] };
}

function noReport(limit: number): Gap {
  return {
    rule: 'quality/uncovered-change',
    reason: 'missing-data',
    detail: `selvedge.yaml asks for ${limit} % of the changed lines to run in tests, and no report of coverage was given`,
    remedy: 'run the tests with coverage, then scan with --coverage FILE',
  };
}

function rulesOf(
  { complexity, duplication, deadExports, coverage }: QualityQuestion,
  { tests }: GivenReports,
): string[] {
  return [
    ...(complexity === undefined ? [] : ['quality/complex-function']),
    ...(deadExports === true ? ['quality/dead-export'] : []),
    ...(duplication === undefined ? [] : ['quality/duplicated-code']),
    ...(tests.length === 0 ? [] : ['quality/failing-test']),
    ...(coverage === undefined ? [] : ['quality/uncovered-change']),
  ];
}

/** What the project changes of these rules. That one is off is said with all that is. */
function withRuleChanges(
  claims: readonly Claim[],
  rules: readonly string[],
  changes: Project['rules'],
): { readonly claims: Claim[]; readonly rules: string[] } {
  const kept = rules.filter((rule) => changes[rule]?.off !== true);
  return {
    claims: claims
      .filter(({ rule }) => kept.includes(rule))
      .map((claim) => {
        const { severity = claim.severity, confidence = claim.confidence } = changes[claim.rule] ?? {};
        return { ...claim, severity, confidence };
      }),
    rules: kept,
  };
}

function withRules(result: ScanResult, rules: readonly string[], summary: QualitySummary): ScanResult {
  const { scope } = result;
  return {
    ...result,
    knowledge: { ...result.knowledge, quality: summary as unknown as Json }, // plain data, written above
    scope: {
      ...scope,
      analyzers: [...scope.analyzers, { id: 'quality', digest: digestJson([qualityVersion, rules]) }],
      rules: {
        count: scope.rules.count + rules.length,
        digest: digestJson([scope.rules.digest, rules]),
        ...(scope.rules.ids !== undefined && { ids: [...scope.rules.ids, ...rules] }),
      },
    },
  };
}

/** Raised when the same change would be judged in another way. */
const qualityVersion = 1;

function summaryOf(coverage: ChangeCoverage | undefined, given: GivenReports): QualitySummary {
  const count = (of: (test: GivenReports['tests'][number]['report']) => number): number =>
    given.tests.reduce((sum, { report }) => sum + of(report), 0);
  return {
    ...(coverage !== undefined && {
      coverage: {
        executable: coverage.executable,
        covered: coverage.covered,
        ...(coverage.percent !== undefined && { percent: coverage.percent }),
        limit: coverage.limit,
        isEnough: coverage.isEnough,
        reports: given.coverage.map(({ path, format, digest }) => ({ path, format, digest })),
      },
    }),
    ...(given.tests.length > 0 && {
      tests: {
        ran: count(({ tests }) => tests),
        failed: count(({ failed }) => failed.length),
        skipped: count(({ skipped }) => skipped),
        reports: given.tests.map(({ path, digest }) => ({ path, digest })),
      },
    }),
  };
}
