import { Button } from '@mantine/core';
import { useState } from 'react';
import type { NotLookedAt } from '../api.generated.ts';
import { VerdictMark } from '../marks.tsx';

/** "Not looked at" is an answer: what it was, why, and whether a decision could need it. */
export function Gaps({ gaps }: { readonly gaps: readonly NotLookedAt[] }) {
  const open = gaps.filter(({ expected }) => !expected);
  const harmless = gaps.filter(({ expected }) => expected);
  return (
    <section aria-labelledby="gaps">
      <h2 id="gaps">
        Not looked at <span className="count">{open.length.toLocaleString('en')}</span>
      </h2>
      {open.length === 0 ? (
        <p>
          <VerdictMark verdict="pass" label="" /> Nothing that a decision could need was left out.
        </p>
      ) : (
        <div className="hatched">
          <GapList gaps={open} />
        </div>
      )}
      {harmless.length === 0 ? null : (
        <details>
          <summary>{harmless.length.toLocaleString('en')} left out on purpose, or by their nature</summary>
          <GapList gaps={harmless} />
        </details>
      )}
    </section>
  );
}

const step = 50;

function GapList({ gaps }: { readonly gaps: readonly NotLookedAt[] }) {
  const [shown, setShown] = useState(step);
  return (
    <>
      <ul className="plain lines">
        {gaps.slice(0, shown).map((gap, index) => (
          <li key={index}>
            <VerdictMark verdict="unknown" label="" /> <code>{gap.path ?? gap.by ?? 'everything'}</code>{' '}
            {reasons[gap.reason]}
            {gap.path !== undefined && gap.by !== undefined ? `, by ${gap.by}` : ''}
            {gap.detail === undefined ? '' : `: ${gap.detail}`}
          </li>
        ))}
      </ul>
      {gaps.length > shown ? (
        <Button variant="default" onClick={() => setShown(shown + step)}>
          Show {Math.min(step, gaps.length - shown)} more of {gaps.length.toLocaleString('en')}
        </Button>
      ) : null}
    </>
  );
}

const reasons: Record<NotLookedAt['reason'], string> = {
  unreadable: 'could not be read',
  'too-large': 'is larger than the limit',
  'too-deep': 'is nested deeper than the limit',
  binary: 'is binary',
  'timed-out': 'took longer than the limit',
  'out-of-memory': 'needed more memory than the limit',
  'parse-failed': 'could not be parsed',
  'changed-while-read': 'changed while it was read',
  'not-a-regular-file': 'is not a regular file',
  'symlink-out-of-root': 'is a link out of the folder',
  submodule: 'is a submodule',
  'lfs-pointer': 'is a pointer to a file kept elsewhere (LFS)',
  'invalid-encoding': 'is in no encoding that was understood',
  'analyzer-failed': 'failed as an analyzer',
  'rule-timed-out': 'took too long as a rule',
  'missing-data': 'lacked data that it needs',
  excluded: 'is excluded by the project',
};
