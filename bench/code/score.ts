import { sameFamily } from './families.ts';
import type { Case, Expected } from './labels.ts';

/** What the analyzer said of a case. Lines from 1. */
export interface Found {
  readonly rule: string;
  readonly message: string;
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly cwes: readonly string[];
}

export interface Answer {
  readonly case: Case;
  readonly right: number;
  readonly missed: readonly Expected[];
  /** Each once per line and weakness. */
  readonly falseAlarms: readonly Found[];
}

export function scoreCase(one: Case, found: readonly Found[]): Answer {
  const missed = one.expected.filter((expected) => !found.some((finding) => answers(finding, expected)));
  const wrong = found.filter(
    (finding) => isOfCode(finding) && !one.expected.some((expected) => answers(finding, expected)),
  );
  const falseAlarms = wrong.filter((finding, index) => wrong.findIndex((other) => isSame(other, finding)) === index);
  return { case: one, right: one.expected.length - missed.length, missed, falseAlarms };
}

/** How right the other analyzers are is measured elsewhere; what they find counts where it is what was looked for. */
function isOfCode({ rule }: Found): boolean {
  return rule.startsWith('code/');
}

/** Whether the finding is about that weakness: `to` is the last line of a place that has several. */
export function answers(finding: Found, { path, line, to = line, cwes }: Expected & { readonly to?: number }): boolean {
  return (
    finding.path === path &&
    finding.startLine <= to + 1 &&
    Math.min(finding.endLine, finding.startLine + mostLines) >= line - 1 &&
    finding.cwes.some((cwe) => cwes.some((expected) => sameFamily(cwe, expected)))
  );
}

/** A finding that covers more lines than a long statement has points at nothing. */
const mostLines = 40;

function isSame(one: Found, other: Found): boolean {
  return (
    one.path === other.path &&
    one.startLine === other.startLine &&
    (one.rule === other.rule || one.cwes.some((cwe) => other.cwes.some((another) => sameFamily(cwe, another))))
  );
}
