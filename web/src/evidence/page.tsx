import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { ActorName } from '../actor.tsx';
import { Fact } from '../fact.tsx';
import type { EvidenceRecord, Scope } from '../api.generated.ts';
import { ApiError, call } from '../client.ts';
import { Empty, Failed, Loading } from '../states.tsx';
import { SubjectName } from '../subject.tsx';
import { absoluteTime } from '../time.tsx';
import { usePageTitle } from '../title.ts';
import { Gaps } from './gaps.tsx';

/** Evidence: who said it, when, about what; what was looked at, and, as an answer of its own, what was not. */
export default function EvidencePage() {
  const { evidence: id = '' } = useParams();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['evidence.read', id],
    queryFn: ({ signal }) => call('evidence.read', { evidence: id }, { signal }),
    staleTime: Infinity,
  });
  usePageTitle('Evidence');
  if (isPending) return <Loading what="the evidence" />;
  if (data !== undefined) return <EvidenceView evidence={data} />;
  if (error instanceof ApiError && error.problem.status === 404) {
    return (
      <Empty title="There is no such evidence.">
        <p>
          <Link to="/log?type=evidence.submit">All evidence in the log</Link>
        </p>
      </Empty>
    );
  }
  return <Failed what="The evidence" error={error} retry={() => void refetch()} />;
}

function EvidenceView({ evidence }: { readonly evidence: EvidenceRecord }) {
  const { id, subject, submittedAt, submittedBy, statement } = evidence;
  const { scope, findings } = statement.predicate;
  const inLog = new URLSearchParams({ type: 'evidence.submit', at: submittedAt });
  return (
    <article>
      <p className="crumb">
        <Link to="/">Decisions</Link>
      </p>
      <h1>
        Scan of <SubjectName id={subject} />
      </h1>
      <p className="row-facts">
        <time dateTime={submittedAt}>{absoluteTime(submittedAt)} UTC</time>
        <span>
          by <ActorName id={submittedBy} />
        </span>
        <Link to={`/findings?subject=${subject}`}>findings of this subject</Link>
        <Link to={`/log/about/${id}?${inLog}`}>its entry in the log</Link>
      </p>
      <p>
        {count(scope.files, 'file')} and {bytes(scope.bytes)} were looked at with {count(scope.rules.count, 'rule')};{' '}
        {count(findings.length, 'finding')} came of it.
      </p>
      <Gaps gaps={scope.notLookedAt} />
      <Inputs evidence={evidence} scope={scope} />
    </article>
  );
}

const sources: Record<Scope['source'], string> = {
  'working-tree': 'the working tree',
  index: 'the files staged for a commit',
  range: 'what a range of commits added',
  stdin: 'text from the standard input',
  history: 'the whole history',
  archive: 'an archive',
  'image-layer': 'a layer of an image',
  'unsaved-text': 'text that was not saved yet',
};

const coverages: Record<Scope['coverage']['kind'], string> = {
  everything: 'everything of the subject: what is not there any more, it closes',
  paths: 'whole files, those named: it closes what is gone from them alone',
  ranges: 'inserted parts alone: it closes nothing',
};

function Inputs({
  evidence: { digest, statement },
  scope,
}: {
  readonly evidence: EvidenceRecord;
  readonly scope: Scope;
}) {
  const { revision, tool } = statement.predicate;
  return (
    <section aria-labelledby="inputs">
      <h2 id="inputs">How it came about</h2>
      <dl className="facts">
        <Fact name="Looked at">{sources[scope.source]}</Fact>
        <Fact name="Covers">{coverages[scope.coverage.kind]}</Fact>
        {revision?.commit === undefined ? null : (
          <Fact name="Commit">
            <code>{revision.commit}</code>
            {revision.dirty === true ? 'with changes that were not committed' : ''}
          </Fact>
        )}
        {revision?.branch === undefined ? null : <Fact name="Branch">{revision.branch}</Fact>}
        <Fact name="Analyzers">
          {scope.analyzers.map((analyzer) => (
            <span key={analyzer.id}>
              {analyzer.id} <code>{analyzer.digest}</code>
            </span>
          ))}
        </Fact>
        <Fact name="Rules">
          <code>{scope.rules.digest}</code>
        </Fact>
        <Fact name="Tool">
          {tool.name} {tool.version}
        </Fact>
        <Fact name="Statement">
          <code>{digest}</code>
        </Fact>
      </dl>
    </section>
  );
}

function count(number: number, what: string): string {
  return `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;
}

function bytes(number: number): string {
  const [size, unit] = number < 1e6 ? [number / 1e3, 'kB'] : number < 1e9 ? [number / 1e6, 'MB'] : [number / 1e9, 'GB'];
  return `${size.toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}`;
}
