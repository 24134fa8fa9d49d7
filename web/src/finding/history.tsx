import { Link } from 'react-router';
import type { ExceptionRecord, FindingDetail, FindingEvent } from '../api.generated.ts';
import { ActorName } from '../actor.tsx';
import { absoluteTime, Time } from '../time.tsx';

const kinds: Record<FindingEvent['kind'], string> = {
  opened: 'Opened',
  seen: 'Seen again',
  moved: 'Moved',
  'kept-open': 'Kept open',
  closed: 'Closed',
  reopened: 'Opened again',
  appeared: 'On another branch',
  left: 'Gone from a branch',
};

/** Its life as a time line, newest first: what was seen, why it is held to be the same, why it closed, who accepted it. */
export function History({ finding }: { readonly finding: FindingDetail }) {
  const steps = [
    ...finding.history.map((event, index) => ({
      at: event.at,
      key: `event ${index}`,
      show: <EventStep event={event} />,
    })),
    ...finding.exceptions.map((exception) => ({
      at: exception.requestedAt,
      key: exception.id,
      show: <ExceptionStep exception={exception} />,
    })),
  ].sort((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <section aria-labelledby="history">
      <h2 id="history">History</h2>
      <ol className="timeline">
        {steps.map(({ key, at, show }) => (
          <li key={key}>
            <Time at={at} />
            <div>{show}</div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function EventStep({ event: { at, kind, because, location, evidence } }: { readonly event: FindingEvent }) {
  return (
    <>
      <strong>{kinds[kind]}</strong>
      {location === undefined ? null : (
        <>
          {' '}
          <code>
            {location.path}:{location.startLine}
          </code>
        </>
      )}
      <span className="because">{because}</span>
      <Link to={`/evidence/${evidence}`}>what was looked at</Link>,{' '}
      <LedgerLink about={evidence} type="evidence.submit" at={at} />
    </>
  );
}

const states: Record<ExceptionRecord['state'], string> = {
  requested: 'asked for, not approved yet',
  active: 'holds',
  lapsed: 'lapsed: what it stood on has changed',
  expired: 'expired',
  ended: 'ended early',
};

function ExceptionStep({
  exception: { id, state, end, requester, approver, reason, requestedAt },
}: {
  readonly exception: ExceptionRecord;
}) {
  return (
    <>
      <strong>Exception</strong> {states[state]}
      <span className="because">
        “{reason}” — <ActorName id={requester} />
        {approver === undefined || approver === requester ? null : (
          <>
            , approved by <ActorName id={approver} />
          </>
        )}
        , until {absoluteTime(end)} UTC
      </span>
      <LedgerLink about={id} type="exceptions.accept" at={requestedAt} />
    </>
  );
}

interface Change {
  readonly about: string;
  readonly type: string;
  readonly at: string;
}

/** Every change shows its entry in the log, in one click. */
function LedgerLink({ about, type, at }: Change) {
  const where = new URLSearchParams({ type, at });
  return <Link to={`/log/about/${about}?${where}`}>its entry in the log</Link>;
}
