import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ApiError } from './client.ts';
import { VerdictMark } from './marks.tsx';
import { isSignedOut, SignedOut } from './session/signed-out.tsx';
import { usePageTitle } from './title.ts';

/** While something is on its way: its shape, so that nothing jumps when it arrives. */
export function Loading({ what, lines = 4 }: { readonly what: string; readonly lines?: number }) {
  return (
    <div className="loading" role="status" aria-label={`Loading ${what}`}>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} data-width={line % 3} />
      ))}
    </div>
  );
}

/** Nothing to show is an answer: why, and what to do next. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children}
    </div>
  );
}

/** What went wrong, what to do, and a way to try again. */
export function Failed({
  error,
  what,
  retry,
}: {
  readonly error: unknown;
  readonly what: string;
  readonly retry?: () => void;
}) {
  if (isSignedOut(error)) return <SignedOut />;
  const { title, detail, remedy } = explain(error);
  return (
    <div className="failed" role="alert">
      <p className="failed-title">
        {what} could not be loaded: {title}
      </p>
      <p>{detail}</p>
      <p>{remedy}</p>
      {retry === undefined ? null : (
        <Button variant="default" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}

export function explain(error: unknown): { title: string; detail: string; remedy: string } {
  if (error instanceof ApiError) return error.problem;
  if (error instanceof TypeError) {
    return {
      title: 'Selvedge does not answer',
      detail: 'The page reached no server.',
      remedy: 'Look in the terminal where it was started; npm start starts it again, with all its data.',
    };
  }
  return {
    title: 'The page has a fault',
    detail: error instanceof Error ? error.message : String(error),
    remedy: 'Reload it. If it happens again, it is a bug worth reporting.',
  };
}

/** Something is shown, and something is missing: said where it would have been. */
export function Partial({ children }: { readonly children: ReactNode }) {
  return (
    <p className="partial" role="note">
      <VerdictMark verdict="unknown" label="" /> {children}
    </p>
  );
}

export function NotFound() {
  usePageTitle('No such page');
  return (
    <>
      <h1>No such page</h1>
      <p>
        Nothing is at this address. <Link to="/">The decisions that are needed</Link> are a good place to start.
      </p>
    </>
  );
}
