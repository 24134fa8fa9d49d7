import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearchParams } from 'react-router';
import type { FindingDetail } from '../api.generated.ts';
import { ApiError } from '../client.ts';
import { DecideAgain } from '../decisions/decide-again.tsx';
import { StageWord } from '../decisions/question.tsx';
import { Fact } from '../fact.tsx';
import { SeverityMark, StatusWord, VerdictMark } from '../marks.tsx';
import { Empty, Failed, Loading } from '../states.tsx';
import { SubjectName } from '../subject.tsx';
import { absoluteTime, Time } from '../time.tsx';
import { usePageTitle } from '../title.ts';
import { visible } from '../visible.ts';
import { AcceptForm } from './accept.tsx';
import { Code } from './code.tsx';
import { History } from './history.tsx';
import { describeLocus } from './identity.ts';
import { findingQuery } from './line.tsx';
import { isCwe, Reference } from './reference.tsx';
import { RuleText } from './rule.tsx';
import { Way } from './way.tsx';

/** A finding: where, why it matters, how to fix it, what it counts against, and its life. */
export default function FindingPage() {
  const { finding: id = '' } = useParams();
  const [params] = useSearchParams();
  const { data, error, isPending, refetch } = useQuery(findingQuery(id, params.get('project') ?? undefined));
  usePageTitle(data?.message ?? 'Finding');
  if (isPending) return <Loading what="the finding" lines={9} />;
  if (data !== undefined) return <FindingView key={id} finding={data} />;
  if (error instanceof ApiError && error.problem.status === 404) {
    return (
      <Empty title="There is no such finding.">
        <p>
          It may belong to another project. <Link to="/findings">All open findings</Link>
        </p>
      </Empty>
    );
  }
  return <Failed what="The finding" error={error} retry={() => void refetch()} />;
}

function FindingView({ finding }: { readonly finding: FindingDetail }) {
  return (
    <article className="finding">
      <p className="crumb">
        <Link to="/findings">Findings</Link>
      </p>
      <h1>{finding.message}</h1>
      <p className="row-facts">
        <SeverityMark severity={finding.severity} />
        <span>{finding.confidence}</span>
        <StatusWord status={finding.status} />
        <SubjectName id={finding.subject} />
        <Link to={`/findings?rule=${encodeURIComponent(finding.rule)}`}>{finding.rule}</Link>
        {isCwe(finding.attributes['cwe']) ? <Reference text={finding.attributes['cwe']} /> : null}
        <span>
          first seen <Time at={finding.firstSeen} />
        </span>
      </p>
      <StatusSentence finding={finding} />
      <Where finding={finding} />
      <Way trace={finding.trace} />
      <RuleText rule={finding.rule} text={finding.ruleText} repair={<RepairByCommand finding={finding} />} />
      <Against finding={finding} />
      {finding.status === 'closed' ? null : <AcceptForm finding={finding} />}
      <History finding={finding} />
      <Identity finding={finding} />
    </article>
  );
}

/** Why it is closed, or until when it is accepted, before anything else: then there is nothing to fix. */
function StatusSentence({ finding }: { readonly finding: FindingDetail }) {
  const closing = finding.history.find(({ kind }) => kind === 'closed');
  if (finding.status === 'closed') {
    return (
      <p className="sentence">
        <strong>Closed{finding.closedAt === undefined ? '' : ` on ${absoluteTime(finding.closedAt)} UTC`}.</strong>{' '}
        {closing?.because}
      </p>
    );
  }
  if (finding.status === 'accepted' && finding.acceptedUntil !== undefined) {
    return (
      <p className="sentence">
        <strong>Accepted until {absoluteTime(finding.acceptedUntil)} UTC</strong>, <Time at={finding.acceptedUntil} />.
        From then on it counts again.
      </p>
    );
  }
  return null;
}

function Where({ finding }: { readonly finding: FindingDetail }) {
  const { path, startLine } = finding.location;
  return (
    <section aria-labelledby="where">
      <h2 id="where">Where</h2>
      <p>
        <code>
          {path}:{startLine}
        </code>{' '}
        <span className="muted">
          last seen there <Time at={finding.lastSeen} />
        </span>
      </p>
      <Branches branches={finding.branches} />
      <Code finding={finding} />
    </section>
  );
}

/** What can be repaired mechanically is, in the code that a developer has: by the finding's id as a scan of it gives it. */
function RepairByCommand({ finding: { repair, fingerprint, status } }: { readonly finding: FindingDetail }) {
  if (repair === undefined || status === 'closed') return null;
  const id = fingerprint.replace(/^sha256:(\w{10}).*$/, 'fnd_$1');
  return (
    <>
      <p>
        <strong>{visible(repair.title)}.</strong> In your copy of the code this writes it, if a scan of the outcome
        agrees:
      </p>
      <pre className="code wrapped">
        <code>selvedge fix --code --finding {id}</code>
      </pre>
    </>
  );
}

/** Only where there is more than one to tell of: a fix on one branch leaves the others as they are. */
function Branches({ branches }: Pick<FindingDetail, 'branches'>) {
  if (branches.length < 2) return null;
  return (
    <ul className="plain" aria-label="Branches">
      {branches.map(({ branch, state, since, goneAt, lastScan }) => (
        <li key={branch}>
          <code>{branch}</code>{' '}
          {state === 'present' || goneAt === undefined ? (
            <>
              has it since <Time at={since} />
            </>
          ) : (
            <>
              no longer has it since <Time at={goneAt} />
            </>
          )}
          <span className="muted">
            , last looked at <Time at={lastScan} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Against({ finding: { decisions, subject, status } }: { readonly finding: FindingDetail }) {
  if (decisions.length === 0) return null;
  return (
    <section aria-labelledby="against">
      <h2 id="against">What it counts against</h2>
      {status === 'accepted' ? (
        <p>
          So it was when the gates last decided.{' '}
          <DecideAgain subject={subject} stages={decisions.map(({ stage }) => stage)} />
        </p>
      ) : null}
      <ul className="plain">
        {decisions.map((decision) => (
          <li key={decision.id} className="against">
            <VerdictMark verdict={decision.verdict} blocks={decision.effect === 'blocks'} />
            <Link to={`/decisions/${decision.id}`}>{decision.title}</Link>
            <StageWord decision={decision} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Identity({ finding: { locus, fingerprint, id } }: { readonly finding: FindingDetail }) {
  const { sentence, parts } = describeLocus(locus);
  return (
    <section aria-labelledby="identity">
      <h2 id="identity">Why this is the same finding</h2>
      <p>{sentence}</p>
      <dl className="facts">
        {[...parts, ['Fingerprint', fingerprint] as const, ['Finding', id] as const].map(([name, value]) => (
          <Fact key={name} name={name}>
            <code>{value}</code>
          </Fact>
        ))}
      </dl>
    </section>
  );
}
