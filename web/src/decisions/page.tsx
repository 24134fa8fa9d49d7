import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { Link } from 'react-router';
import type { DecisionRecord, ExceptionRecord } from '../api.generated.ts';
import { call } from '../client.ts';
import { VerdictMark } from '../marks.tsx';
import { everyQuarterMinute } from '../refresh.ts';
import { isSignedOut, SignedOut } from '../session/signed-out.tsx';
import { Empty, Failed, Loading, Partial } from '../states.tsx';
import { Time } from '../time.tsx';
import { usePageTitle } from '../title.ts';
import { LapsingRow, RequestRow } from './exceptions.tsx';
import { QuestionRow } from './question.tsx';
import { type Agenda, agendaOf, lapsingSoon, type Question } from './questions.ts';

/** The first page: what has to be decided, most urgent first. Not a picture of how much there is. */
export function DecisionsPage() {
  usePageTitle('Decisions needed');
  const decisions = useQuery({
    queryKey: ['decisions.list', 'latest'],
    queryFn: ({ signal }) => call('decisions.list', { latest: true, limit: 500 }, { signal }),
    refetchInterval: everyQuarterMinute,
  });
  const exceptions = useQuery({
    queryKey: ['exceptions.list', 'current'],
    queryFn: ({ signal }) => call('exceptions.list', { state: ['active', 'requested'], limit: 200 }, { signal }),
    refetchInterval: everyQuarterMinute,
  });
  if (isSignedOut(decisions.error)) return <SignedOut />;
  if (decisions.isPending)
    return (
      <Frame>
        <Loading what="decisions" lines={8} />
      </Frame>
    );
  if (decisions.data === undefined)
    return (
      <Frame>
        <Failed what="The decisions" error={decisions.error} retry={() => void decisions.refetch()} />
      </Frame>
    );
  if (decisions.data.items.length === 0)
    return (
      <Frame>
        <NothingDecided />
      </Frame>
    );
  return (
    <AgendaView
      decisions={decisions.data.items}
      more={decisions.data.next !== null}
      exceptions={exceptions.data?.items ?? []}
      exceptionsFailed={exceptions.isError}
      stale={decisions.isError}
    />
  );
}

function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <h1>Decisions needed</h1>
      {children}
    </>
  );
}

function NothingDecided() {
  return (
    <Empty title="Nothing has been looked at yet.">
      <p>A scan of a folder or of a repository fills this page with what it found, and with what has to be decided.</p>
      <pre>npm start -- PATH</pre>
    </Empty>
  );
}

interface AgendaProps {
  readonly decisions: readonly DecisionRecord[];
  readonly exceptions: readonly ExceptionRecord[];
  /** There are more decisions than were asked for. */
  readonly more: boolean;
  readonly exceptionsFailed: boolean;
  /** The last attempt to refresh failed. */
  readonly stale: boolean;
}

function AgendaView({ decisions, exceptions, more, exceptionsFailed, stale }: AgendaProps) {
  const agenda = useMemo(() => agendaOf(decisions), [decisions]);
  const lapsing = lapsingSoon(exceptions, Date.now());
  const requested = exceptions.filter(({ state }) => state === 'requested');
  const newest = decisions.reduce((newest, { at }) => (at > newest ? at : newest), '');
  return (
    <Frame>
      <Summary agenda={agenda} lapsing={lapsing.length} requested={requested.length} />
      {stale ? <Partial>Selvedge does not answer; this is what was known when it last did.</Partial> : null}
      {more ? <Partial>There are more than 500 decisions; the newest are shown.</Partial> : null}
      {exceptionsFailed ? <Partial>The exceptions could not be loaded: what lapses soon is not known.</Partial> : null}
      <Section id="blocks" title="Blocks now" questions={agenda.blocks} />
      <Section id="would-fail" title="Would fail if enforced" questions={agenda.wouldFail} />
      <Section id="unknown" title="Unknown" questions={agenda.unknown} />
      {requested.length === 0 ? null : (
        <section id="requested" aria-labelledby="requested-title">
          <h2 id="requested-title">Asks for approval</h2>
          <ul className="rows">
            {requested.map((exception) => (
              <RequestRow key={exception.id} exception={exception} />
            ))}
          </ul>
        </section>
      )}
      {lapsing.length === 0 ? null : (
        <section id="lapses" aria-labelledby="lapses-title">
          <h2 id="lapses-title">Lapses soon</h2>
          <ul className="rows">
            {lapsing.map((exception) => (
              <LapsingRow key={exception.id} exception={exception} />
            ))}
          </ul>
        </section>
      )}
      <Passes questions={agenda.passes} />
      <p className="muted fine">
        Decided <Time at={newest} />. The same rules decide in the terminal, in CI and here.
      </p>
    </Frame>
  );
}

/** The answer in one line; each number leads to the list that it counts. */
function Summary({
  agenda,
  lapsing,
  requested,
}: {
  readonly agenda: Agenda;
  readonly lapsing: number;
  readonly requested: number;
}) {
  const parts = [
    {
      href: '#blocks',
      count: agenda.blocks.length,
      text: agenda.blocks.length === 1 ? 'control blocks somebody now' : 'controls block somebody now',
    },
    { href: '#would-fail', count: agenda.wouldFail.length, text: 'would fail if enforced' },
    {
      href: '#unknown',
      count: agenda.unknown.length,
      text: agenda.unknown.length === 1 ? 'is unknown' : 'are unknown',
    },
    {
      href: '#requested',
      count: requested,
      text: requested === 1 ? 'exception asks for approval' : 'exceptions ask for approval',
    },
    { href: '#lapses', count: lapsing, text: lapsing === 1 ? 'exception lapses soon' : 'exceptions lapse soon' },
  ].filter(({ count }) => count > 0);
  if (parts.length === 0) {
    return (
      <p className="lead">
        <VerdictMark verdict="pass" label="All pass" /> Nothing needs a decision.
      </p>
    );
  }
  return (
    <p className="lead">
      {parts.map(({ href, count, text }, index) => (
        <span key={href}>
          {index === 0 ? '' : ', '}
          <a href={href}>
            <strong>{count}</strong> {text}
          </a>
        </span>
      ))}
      .
    </p>
  );
}

function Section({
  id,
  title,
  questions,
}: {
  readonly id: string;
  readonly title: string;
  readonly questions: readonly Question[];
}) {
  if (questions.length === 0) return null;
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <ul className="rows">
        {questions.map((question) => (
          <QuestionRow key={`${question.subject} ${question.control}`} question={question} />
        ))}
      </ul>
    </section>
  );
}

/** What passes is not news: one line, open on demand. */
function Passes({ questions }: { readonly questions: readonly Question[] }) {
  if (questions.length === 0) return null;
  return (
    <details className="passes">
      <summary>
        <VerdictMark verdict="pass" label="Passing" /> {questions.length}{' '}
        {questions.length === 1 ? 'control passes' : 'controls pass'}
      </summary>
      <ul className="plain">
        {questions.map(({ worst, title, subject }) => (
          <li key={`${subject} ${worst.control}`}>
            <Link to={`/decisions/${worst.id}`}>{title}</Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
