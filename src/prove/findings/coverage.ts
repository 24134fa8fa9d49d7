import type { FindingId, NotLookedAt, RuleId, Scope } from '#ground/model';
import type { PriorFinding } from './prior.ts';

/** Why an absent finding stays open. */
export type NotCovered =
  | 'changed-lines-only'
  | 'other-source'
  | 'analyzer-did-not-run'
  | 'rule-did-not-run'
  | 'path-not-covered'
  | 'not-looked-at';

export interface Closing {
  readonly id: FindingId;
  readonly because: string;
}

export interface KeptOpen {
  readonly id: FindingId;
  readonly code: NotCovered;
  readonly because: string;
}

export type Coverage =
  | { readonly covered: true; readonly because: string }
  | { readonly covered: false; readonly code: NotCovered; readonly because: string };

/**
 * Whether a scope covers a finding's place, so that absence there means that it is gone. In doubt it does not: a
 * finding that stays open too long is looked at, one that is closed too early is not.
 */
export function coverageOf(scope: Scope): (finding: PriorFinding) => Coverage {
  const analyzers = new Set(scope.analyzers.map((analyzer) => analyzer.id));
  const rules = scope.rules.ids === undefined ? undefined : new Set(scope.rules.ids);
  const paths = scope.coverage.kind === 'everything' ? undefined : new Set(scope.coverage.paths);
  const gaps = gapsByPath(scope.notLookedAt);
  return (finding) => {
    const path = finding.location.path;
    const analyzer = analyzerOf(finding.rule);
    if (scope.coverage.kind === 'ranges')
      return open(
        'changed-lines-only',
        `only changed lines were looked at, which cannot show that it is gone from ${path}`,
      );
    if (realm(scope.source) !== realm(finding.seenIn ?? 'working-tree'))
      return open('other-source', `it was seen in ${finding.seenIn}, and this scan looked at ${scope.source}`);
    if (!analyzers.has(analyzer)) return open('analyzer-did-not-run', `the ${analyzer} analyzer did not run`);
    if (rules === undefined)
      return open('rule-did-not-run', `the scan does not say which rules ran, so ${finding.rule} may not have`);
    if (!rules.has(finding.rule)) return open('rule-did-not-run', `the rule ${finding.rule} did not run`);
    if (paths !== undefined && !paths.has(path)) return open('path-not-covered', `${path} was not part of this scan`);
    const gap = gaps(path, analyzer, finding.rule);
    if (gap !== undefined)
      return open('not-looked-at', `${gap.path ?? gap.by ?? 'the subject'} was not looked at (${gap.reason})`);
    return { covered: true, because: `${path} was looked at again with ${finding.rule}, and it is no longer there` };
  };
}

function open(code: NotCovered, because: string): Coverage {
  return { covered: false, code, because };
}

/** A rule's id begins with its analyzer's. */
function analyzerOf(rule: RuleId): string {
  return rule.slice(0, rule.indexOf('/'));
}

/** Sources that show the same files, as they are or are about to be, speak about each other; the others only about themselves. */
function realm(source: Scope['source']): string {
  return source === 'history' || source === 'archive' || source === 'image-layer' ? source : 'tree';
}

/** The first gap that a path, analyzer and rule fall into; looks up each parent folder instead of scanning all gaps. */
function gapsByPath(
  notLookedAt: readonly NotLookedAt[],
): (path: string, analyzer: string, rule: string) => NotLookedAt | undefined {
  const byPath = Map.groupBy(notLookedAt, (gap) => gap.path);
  // A gap without a path is a whole analyzer's or rule's. One that is expected (nothing of its kind is here) hides nothing.
  const whole = (byPath.get(undefined) ?? []).filter((gap) => !gap.expected);
  return (path, analyzer, rule) => {
    const concerns = ({ by }: NotLookedAt): boolean =>
      by === undefined || by === analyzer || by.split(' ').includes(rule);
    const found = whole.find(concerns) ?? byPath.get(path)?.find(concerns);
    if (found !== undefined) return found;
    for (let slash = path.lastIndexOf('/'); slash !== -1; slash = path.lastIndexOf('/', slash - 1)) {
      const folder = byPath.get(path.slice(0, slash + 1))?.find(concerns);
      if (folder !== undefined || slash === 0) return folder;
    }
    return undefined;
  };
}
