import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ExceptionRecord } from '../api.generated.ts';
import { call } from '../client.ts';
import { ActorName } from '../actor.tsx';
import { FindingLine } from '../finding/line.tsx';
import { explain } from '../states.tsx';
import { absoluteTime, Time } from '../time.tsx';

/** An exception that ends soon: from then on, what it accepts counts again. */
export function LapsingRow({ exception }: { readonly exception: ExceptionRecord }) {
  return (
    <li className="row">
      <Clock />
      <div className="row-body">
        <Covered exception={exception} />
        <p>
          Accepted by <ActorName id={exception.approver ?? exception.requester} /> until {absoluteTime(exception.end)}{' '}
          UTC, <Time at={exception.end} />: “{exception.reason}”
        </p>
        <p className="remedy">Fix it, or accept it again with a reason that holds then.</p>
      </div>
    </li>
  );
}

/** An exception that somebody asked for, and nobody has approved: it has not started. */
export function RequestRow({ exception }: { readonly exception: ExceptionRecord }) {
  const queries = useQueryClient();
  const approve = useMutation({
    mutationFn: () => call('exceptions.approve', { exception: exception.id }),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <li className="row">
      <Clock />
      <div className="row-body">
        <Covered exception={exception} />
        <p>
          <ActorName id={exception.requester} /> asks that it be accepted until {absoluteTime(exception.end)} UTC: “
          {exception.reason}”
        </p>
        {approve.error === null ? null : (
          <p role="alert">
            Not approved: {explain(approve.error).detail} {explain(approve.error).remedy}
          </p>
        )}
        <Button variant="default" size="xs" loading={approve.isPending} onClick={() => approve.mutate()}>
          Approve
        </Button>
      </div>
    </li>
  );
}

function Clock() {
  return (
    <svg className="mark" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d="M8 2a6 6 0 1 0 6 6M8 4.500V8l2.600 1.600"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
    </svg>
  );
}

function Covered({ exception: { covers, project } }: { readonly exception: ExceptionRecord }) {
  if (covers.finding !== undefined) return <FindingLine id={covers.finding} project={project} row />;
  return <p>{covers.rule ?? covers.subject ?? 'Everything of its kind'}</p>;
}
