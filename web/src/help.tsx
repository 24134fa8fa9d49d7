import { Button } from '@mantine/core';
import type { RefObject } from 'react';
import { VerdictMark } from './marks.tsx';

const keys = [
  ['/', 'Search findings'],
  ['j', 'Next row'],
  ['k', 'Previous row'],
  ['Enter', 'Open the row'],
  ['n', 'Next page of a list'],
  ['p', 'Back to the page before'],
  ['a', 'Accept the finding that is shown'],
  ['?', 'This help'],
  ['Esc', 'Leave the search, close the help'],
] as const;

/** The keys, and what the marks mean. The browser's own dialog: it keeps the focus inside and closes on Escape. */
export function Help({ dialog }: { readonly dialog: RefObject<HTMLDialogElement | null> }) {
  return (
    <dialog ref={dialog} className="help" aria-labelledby="help-title">
      <h2 id="help-title">Keys and marks</h2>
      <dl>
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <dl>
        <div>
          <dt>
            <VerdictMark verdict="pass" />
          </dt>
          <dd>passes: looked at, and nothing stands against it</dd>
        </div>
        <div>
          <dt>
            <VerdictMark verdict="fail" />
          </dt>
          <dd>fails; red only where it blocks somebody now</dd>
        </div>
        <div>
          <dt>
            <VerdictMark verdict="unknown" />
          </dt>
          <dd>unknown: not looked at, or not known. Never a pass</dd>
        </div>
      </dl>
      <form method="dialog">
        <Button type="submit" variant="default">
          Close
        </Button>
      </form>
    </dialog>
  );
}
