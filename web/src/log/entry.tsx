import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { decodeBase64, parseLeaf, utf8, verifyCommitment } from 'selvedge-verify';
import type { LogEntryDetail } from '../api.generated.ts';
import { ActorName } from '../actor.tsx';
import { ApiError, call } from '../client.ts';
import { Empty, Failed, Loading } from '../states.tsx';
import { absoluteTime } from '../time.tsx';
import { usePageTitle } from '../title.ts';
import { Check, Convenience, isUnknown, verificationQuery } from './panel.tsx';
import { verifyEntry } from './verification.ts';

/** One entry: what happened, and what this browser could verify of it. */
export default function EntryPage() {
  const { entry: id = '' } = useParams();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['log.entry', id],
    queryFn: ({ signal }) => call('log.entry', { entry: id }, { signal }),
    // It has its place within a moment after it was written.
    refetchInterval: (query) => (query.state.data?.index === null ? 500 : false),
  });
  usePageTitle(data?.type ?? 'Entry');
  if (isPending) return <Loading what="the entry" />;
  if (data !== undefined) return <EntryView entry={data} />;
  if (error instanceof ApiError && error.problem.status === 404) {
    return (
      <Empty title="There is no such entry.">
        <p>
          <Link to="/log">All entries</Link>
        </p>
      </Empty>
    );
  }
  return <Failed what="The entry" error={error} retry={() => void refetch()} />;
}

function EntryView({ entry }: { readonly entry: LogEntryDetail }) {
  return (
    <article>
      <p className="crumb">
        <Link to="/log">Log</Link>
      </p>
      <h1>{entry.type}</h1>
      <p className="row-facts">
        <span>
          {entry.index === null ? 'has no place in the log yet' : `index ${entry.index.toLocaleString('en')}`}
        </span>
        <time dateTime={entry.time}>{absoluteTime(entry.time)} UTC</time>
        <span>
          by <ActorName id={entry.actor} />
        </span>
      </p>
      <section className="panel" aria-labelledby="verified">
        <h2 id="verified">Checked in this browser</h2>
        <ul className="checks">
          {entry.erasedAt === null ? <Commitment entry={entry} /> : null}
          <Inclusion entry={entry} />
        </ul>
      </section>
      <section aria-labelledby="body">
        <h2 id="body">What was done</h2>
        {entry.erasedAt === null ? (
          <Body entry={entry} />
        ) : (
          <p>
            It was erased on {absoluteTime(entry.erasedAt)} UTC. The entry still proves that something was done, and
            when; what it was, nobody can tell from it any more.
          </p>
        )}
      </section>
      <section aria-labelledby="leaf">
        <h2 id="leaf">What the log holds</h2>
        <pre className="code wrapped" tabIndex={0} aria-label="The leaf’s bytes">
          <code>{entry.leaf}</code>
        </pre>
      </section>
      <Convenience entry={entry.id} log={isElsewhere(entry) ? `/logs/${entry.log}` : ''} />
    </article>
  );
}

function Body({ entry }: { readonly entry: LogEntryDetail }) {
  return (
    <>
      <InWords body={entry.body} />
      <pre className="code" tabIndex={0} aria-label="The entry’s body">
        <code>{JSON.stringify(entry.body, null, 2)}</code>
      </pre>
      <p className="muted">
        Only those who may read it see this. The log holds a commitment to it, and can forget it without losing a proof.
      </p>
    </>
  );
}

/** It has its place, in a log that has ended: the one that is written to does not hold it. */
function isElsewhere({ index, proof }: LogEntryDetail): boolean {
  return index !== null && proof === null;
}

/** Who did what to what, for an entry that an operation wrote. */
function InWords({ body }: { readonly body: unknown }) {
  const { actor, operation, resource, input } = membersOf(body);
  const { type, id } = membersOf(resource);
  const { name } = membersOf(actor);
  const { reason } = membersOf(input);
  if (typeof name !== 'string' || typeof operation !== 'string' || typeof id !== 'string') return null;
  return (
    <p>
      {name} did <strong>{operation}</strong> on {String(type)}{' '}
      {type === 'Finding' ? <Link to={`/findings/${encodeURIComponent(id)}`}>{id}</Link> : <code>{id}</code>}
      {typeof reason === 'string' ? `: “${reason}”` : '.'}
    </p>
  );
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** What is shown below is what the leaf commits to. */
function Commitment({ entry }: { readonly entry: LogEntryDetail }) {
  const fault = useMemo(() => {
    try {
      verifyCommitment(parseLeaf(utf8(entry.leaf)), decodeBase64(entry.salt ?? '') ?? new Uint8Array(), entry.body);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }, [entry]);
  if (fault !== undefined) return <Check verdict={isUnknown(fault) ? 'unknown' : 'fail'}>{fault.message}</Check>;
  return <Check verdict="pass">What was done, below, is what the entry committed to when it was written</Check>;
}

function Inclusion({ entry }: { readonly entry: LogEntryDetail }) {
  const log = useQuery(verificationQuery);
  const { index } = entry;
  const elsewhere = isElsewhere(entry);
  const inSize = index !== null && !elsewhere && log.data !== undefined && index < log.data.checkpoint.size;
  const proof = useQuery({
    queryKey: ['log', 'inclusion', entry.id, log.data?.checkpoint.note],
    queryFn: () => verifyEntry(log.data!, { ...entry, index: index! }),
    enabled: inSize,
    retry: false,
  });
  if (elsewhere)
    return (
      <Check verdict="unknown">
        It stands at index {index} of log {entry.log}, which has ended: the command below, with that log’s key, proves
        it
      </Check>
    );
  if (log.error !== null) return <Check verdict={isUnknown(log.error) ? 'unknown' : 'fail'}>{log.error.message}</Check>;
  if (proof.error !== null)
    return <Check verdict={isUnknown(proof.error) ? 'unknown' : 'fail'}>{proof.error.message}</Check>;
  if (proof.data === undefined || log.data === undefined)
    return <Check verdict="unknown">Whether it is in the signed log: looking …</Check>;
  return (
    <Check verdict="pass">
      It stands at index {index} of the {log.data.checkpoint.size.toLocaleString('en')} entries that the log’s key
      signed ({proof.data} hashes show it)
      {log.data.trust === 'first-use' ? '; the key was seen for the first time' : ''}
    </Check>
  );
}
