import { Link } from 'react-router';
import type { DecisionRecord, Reason } from '../api.generated.ts';
import { FindingLine } from '../finding/line.tsx';
import { VerdictMark } from '../marks.tsx';
import { SubjectName } from '../subject.tsx';
import { dayOf } from '../time.tsx';
import { explainCount, type Question } from './questions.ts';

const shownFindings = 3;
const shownGaps = 3;

/** One control of one subject: what it says at each stage, why, and what would change that. */
export function QuestionRow({ question: { title, subject, stages, worst } }: { readonly question: Question }) {
  const denied = worst.reasons.filter((reason) => reason.kind === 'denied');
  return (
    <li className="row" data-verdict={worst.verdict}>
      <VerdictMark verdict={worst.verdict} blocks={worst.effect === 'blocks'} />
      <div className="row-body">
        <h3>
          <Link to={`/decisions/${worst.id}`} data-row>
            {title}
          </Link>
        </h3>
        <p className="row-facts">
          <SubjectName id={subject} />
          {stages.map((decision) => (
            <StageWord key={decision.stage} decision={decision} />
          ))}
        </p>
        {worst.judged > 0 ? <p>{explainCount(worst)}.</p> : null}
        <Planned stages={stages} />
        <ul className="plain lines">
          {denied.slice(0, shownFindings).map(({ finding }) => (
            <li key={finding}>
              <FindingLine id={finding} project={worst.project} />
            </li>
          ))}
        </ul>
        {denied.length > shownFindings ? (
          <p>
            <Link to={`/decisions/${worst.id}`}>
              All {worst.denied.toLocaleString('en')} findings that count against it
            </Link>
          </p>
        ) : null}
        <Gaps reasons={worst.reasons} decision={worst} />
      </div>
    </li>
  );
}

const effects = { blocks: 'blocks', warns: 'warns', notes: 'notes', none: 'passes' } as const;

/** "merge blocks": where, and what the verdict does there. */
export function StageWord({
  decision: { stage, effect, verdict },
}: {
  readonly decision: Pick<DecisionRecord, 'stage' | 'effect' | 'verdict'>;
}) {
  return (
    <span className="stage" data-effect={effect}>
      {stage} {effect === 'none' && verdict !== 'pass' ? verdict : effects[effect]}
    </span>
  );
}

function Planned({ stages }: { readonly stages: readonly DecisionRecord[] }) {
  const planned = stages.filter(({ enforcedFrom, effect }) => enforcedFrom !== undefined && effect !== 'blocks');
  if (planned.length === 0) return null;
  return (
    <p>{planned.map(({ stage, enforcedFrom }) => `Enforced at ${stage} from ${dayOf(enforcedFrom!)}`).join('; ')}.</p>
  );
}

/** What was unknown, and what would decide it. */
function Gaps({ reasons, decision }: { readonly reasons: readonly Reason[]; readonly decision: DecisionRecord }) {
  const gaps = reasons.filter((reason) => reason.kind === 'unknown' || reason.kind === 'policy-error');
  if (gaps.length === 0) return null;
  return (
    <ul className="plain gaps">
      {gaps.slice(0, shownGaps).map((reason, index) => (
        <li key={index}>
          <Gap reason={reason} />
        </li>
      ))}
      {gaps.length > shownGaps ? (
        <li>
          <Link to={`/decisions/${decision.id}`}>All {gaps.length} things that are unknown</Link>
        </li>
      ) : null}
    </ul>
  );
}

export function Gap({ reason }: { readonly reason: Extract<Reason, { kind: 'unknown' | 'policy-error' }> }) {
  if (reason.kind === 'policy-error') {
    return (
      <>
        The policy {reason.policy ?? ''} erred, so its answer is none: {reason.message}
      </>
    );
  }
  return (
    <>
      {reason.what}
      {reason.path === undefined ? null : (
        <>
          {' '}
          <code>{reason.path}</code>
        </>
      )}
      <span className="remedy">What would decide it: {reason.remedy}</span>
    </>
  );
}
