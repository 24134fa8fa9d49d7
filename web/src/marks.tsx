import type { ReactNode } from 'react';
import type { FindingStatus, Severity, Verdict } from './api.generated.ts';

const words: Record<Verdict, string> = { pass: 'passes', fail: 'fails', unknown: 'unknown' };

/** ● ▲ ◌, drawn: fonts disagree about their size, and some draw the last one as nothing. */
const shapes: Record<Verdict, ReactNode> = {
  pass: <circle cx="8" cy="8" r="5" fill="currentColor" />,
  fail: <path d="M8 2.2 14.4 13.400H1.600z" fill="currentColor" />,
  unknown: <circle cx="8" cy="8" r="5.2" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="2.1 2" />,
};

/**
 * Three verdicts, three shapes, three words; colour only repeats them. Red only where it blocks somebody now. An empty label
 * where the word stands beside it.
 */
export function VerdictMark({
  verdict,
  blocks = false,
  label,
}: {
  readonly verdict: Verdict;
  readonly blocks?: boolean;
  readonly label?: string;
}) {
  const named = label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label ?? words[verdict] };
  return (
    <svg
      className="mark"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      data-verdict={verdict}
      data-blocks={blocks}
      {...named}
    >
      {shapes[verdict]}
    </svg>
  );
}

const ranks: Record<Severity, number> = { low: 1, medium: 2, high: 3, critical: 4 };

/** A word with a small mark: as many bars of four as the severity has steps. */
export function SeverityMark({ severity }: { readonly severity: Severity }) {
  return (
    <span className="severity" data-severity={severity}>
      <svg viewBox="0 0 15 12" width="15" height="12" aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <rect
            key={step}
            x={(step - 1) * 4}
            y={12 - step * 3}
            width="3"
            height={step * 3}
            data-on={step <= ranks[severity]}
          />
        ))}
      </svg>
      {severity}
    </span>
  );
}

const statuses: Record<FindingStatus, string> = { open: 'open', accepted: 'accepted', closed: 'closed' };

export function StatusWord({ status }: { readonly status: FindingStatus }) {
  return (
    <span className="status" data-status={status}>
      {statuses[status]}
    </span>
  );
}
