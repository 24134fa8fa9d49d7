import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { DecisionRecord, Reason } from '../api.generated.ts';
import { call } from '../client.ts';
import { FindingLine } from '../finding/line.tsx';
import { Fact } from '../fact.tsx';
import { VerdictMark } from '../marks.tsx';
import { Empty, Failed, Loading } from '../states.tsx';
import { SubjectName } from '../subject.tsx';
import { absoluteTime, Time } from '../time.tsx';
import { usePageTitle } from '../title.ts';
import { DecideAgain } from './decide-again.tsx';
import { Gap, StageWord } from './question.tsx';
import { explainCount } from './questions.ts';

/** One decision, whole: the verdict, every reason, and the digests of what went in. */
export default function DecisionPage() {
  const { decision: id = '' } = useParams();
  const decisions = useQuery({
    queryKey: ['decisions.list', 'latest'],
    queryFn: ({ signal }) => call('decisions.list', { latest: true, limit: 500 }, { signal }),
  });
  const decision = decisions.data?.items.find((item) => item.id === id);
  usePageTitle(decision?.title ?? 'Decision');
  if (decisions.isPending) return <Loading what="the decision" />;
  if (decisions.data === undefined)
    return <Failed what="The decision" error={decisions.error} retry={() => void decisions.refetch()} />;
  if (decision === undefined) {
    return (
      <Empty title="This decision is no longer the latest.">
        <p>
          It was decided again since. <Link to="/">The latest decisions</Link> say what holds now; this one stands in{' '}
          <Link to="/log">the log</Link>.
        </p>
      </Empty>
    );
  }
  return <DecisionView decision={decision} />;
}

const words = { pass: 'passes', fail: 'fails', unknown: 'is unknown' } as const;

function DecisionView({ decision }: { readonly decision: DecisionRecord }) {
  const { reasons, verdict, inputs } = decision;
  const navigate = useNavigate();
  // The control's new decision stands at an address of its own.
  const follow = (decided: readonly DecisionRecord[]): void => {
    const next = decided.find(({ control }) => control === decision.control);
    if (next !== undefined) void navigate(`/decisions/${next.id}`, { replace: true });
  };
  return (
    <>
      <p className="crumb">
        <Link to="/">Decisions</Link>
      </p>
      <h1>
        <VerdictMark verdict={verdict} blocks={decision.effect === 'blocks'} label={words[verdict]} /> {decision.title}
      </h1>
      <p className="row-facts">
        <SubjectName id={decision.subject} />
        <StageWord decision={decision} />
        <span>mode {decision.mode}</span>
        <Time at={decision.at} />
        <DecideAgain subject={decision.subject} stages={[decision.stage]} onDecided={follow} />
      </p>
      {decision.judged > 0 ? <p>{explainCount(decision)}.</p> : null}
      <Reasons
        title="Count against it"
        reasons={reasons.filter((reason) => reason.kind === 'denied')}
        total={decision.denied}
        others={`/findings?effect=${decision.effect}&subject=${decision.subject}`}
      >
        {(reason) => <FindingLine id={reason.finding} project={decision.project} row />}
      </Reasons>
      <Reasons
        title="Unknown"
        reasons={reasons.filter((reason) => reason.kind === 'unknown' || reason.kind === 'policy-error')}
      >
        {(reason) => <Gap reason={reason} />}
      </Reasons>
      <Reasons title="Accepted by exception" reasons={reasons.filter((reason) => reason.kind === 'accepted')}>
        {(reason) => (
          <>
            <FindingLine id={reason.finding} project={decision.project} row /> until {absoluteTime(reason.until)} UTC
          </>
        )}
      </Reasons>
      <Reasons title="Let through" reasons={reasons.filter((reason) => reason.kind === 'bypassed')}>
        {(reason) => <>A bypass lets this subject through until {absoluteTime(reason.until)} UTC.</>}
      </Reasons>
      <section aria-labelledby="inputs">
        <h2 id="inputs">What went in</h2>
        <p>The same inputs give this decision again, on any machine, a year from now.</p>
        <dl className="facts">
          <Fact name="Control">
            {decision.control} <code>{inputs.control}</code>
          </Fact>
          <Fact name="Policy">
            <code>{inputs.policy}</code>
          </Fact>
          <Fact name="Evidence">
            {inputs.evidence.length === 0
              ? 'none'
              : inputs.evidence.map((digest) => <code key={digest}>{digest}</code>)}
          </Fact>
          <Fact name="Findings">
            <code>{inputs.findings}</code>
          </Fact>
          <Fact name="Exceptions">
            <code>{inputs.leases}</code>
          </Fact>
          <Fact name="At">{absoluteTime(decision.at)} UTC</Fact>
        </dl>
      </section>
    </>
  );
}

const step = 20;

interface ReasonsProps<R extends Reason> {
  readonly title: string;
  readonly reasons: readonly R[];
  /** How many there are, where a decision names only the first of them. */
  readonly total?: number;
  /** Where the others are. */
  readonly others?: string;
  readonly children: (reason: R) => ReactNode;
}

/** Reasons of one kind, some at a time: each line reads its finding, and a decision may count thousands. */
function Reasons<R extends Reason>({ title, reasons, total = reasons.length, others, children }: ReasonsProps<R>) {
  const [shown, setShown] = useState(step);
  if (reasons.length === 0) return null;
  return (
    <section>
      <h2>
        {title} <span className="count">{total.toLocaleString('en')}</span>
      </h2>
      <ul className="plain lines">
        {reasons.slice(0, shown).map((reason, index) => (
          <li key={index}>{children(reason)}</li>
        ))}
      </ul>
      <p className="actions">
        {reasons.length > shown ? (
          <Button variant="default" onClick={() => setShown(shown + step)}>
            Show {Math.min(step, reasons.length - shown)} more
          </Button>
        ) : null}
        {total > reasons.length && others !== undefined ? (
          <span>
            The decision names {reasons.length.toLocaleString('en')} of them; <Link to={others}>search them all</Link>.
          </span>
        ) : null}
      </p>
    </section>
  );
}
