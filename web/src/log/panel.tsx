import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { encodeBase64, VerificationError } from 'selvedge-verify';
import type { Verdict } from '../api.generated.ts';
import { VerdictMark } from '../marks.tsx';
import { Loading } from '../states.tsx';
import {
  exportKnown,
  forget,
  noteCompared,
  type VerifiedLog,
  verifyEverything,
  verifyLog,
  wasCompared,
} from './verification.ts';

/** Shared by the pages of the log, so that it is verified once, and again when it grew. */
export const verificationQuery = {
  queryKey: ['log', 'verification'],
  queryFn: () => verifyLog(window.localStorage),
  retry: false,
  refetchInterval: 15_000,
};

/** What this browser checked by itself, with the log's files and nothing else. */
export function VerificationPanel() {
  const { data, error, isPending } = useQuery(verificationQuery);
  return (
    <section aria-labelledby="verified" className="panel">
      <h2 id="verified">Checked in this browser</h2>
      {isPending ? <Loading what="the log’s checkpoint" lines={3} /> : null}
      {error === null ? null : <NotVerified error={error} />}
      {data === undefined || error !== null ? null : <Verified log={data} />}
    </section>
  );
}

function Verified({ log }: { readonly log: VerifiedLog }) {
  const { checkpoint, rotated } = log;
  return (
    <>
      <ul className="checks">
        <Check verdict="pass">
          The log’s key signed {checkpoint.size.toLocaleString('en')} {checkpoint.size === 1 ? 'entry' : 'entries'}{' '}
          under the root <code>{encodeBase64(checkpoint.root)}</code>
        </Check>
        {rotated ? (
          <Check verdict="pass">
            The key was rotated: the one that this browser remembered signed, as its log’s last entry, that this one
            follows
          </Check>
        ) : null}
        <Growth log={log} />
        <Everything log={log} />
      </ul>
      <Key log={log} />
    </>
  );
}

function Growth({ log: { checkpoint, grownFrom, rotated } }: { readonly log: VerifiedLog }) {
  if (rotated) return null;
  if (grownFrom === undefined) {
    return (
      <Check verdict="unknown">
        Whether the past was changed is not known: this browser looks for the first time. From now on it remembers.
      </Check>
    );
  }
  const seen = grownFrom.toLocaleString('en');
  if (grownFrom === checkpoint.size)
    return <Check verdict="pass">The same {seen} entries as when this browser last looked</Check>;
  const added = (checkpoint.size - grownFrom).toLocaleString('en');
  return (
    <Check verdict="pass">
      All {seen} entries that this browser had seen are there, unchanged; {added} came after
    </Check>
  );
}

/** Taken on first use, a key is worth no more than the server's word, until somebody compares it. */
function Key({ log: { trust, vkey } }: { readonly log: VerifiedLog }) {
  const [isCompared, setCompared] = useState(() => wasCompared(window.localStorage, vkey));
  const compared = (): void => {
    noteCompared(window.localStorage, vkey);
    setCompared(true);
  };
  return (
    <details className="key" open={!isCompared}>
      <summary>
        {isCompared
          ? 'The key is the one that you compared'
          : trust === 'first-use'
            ? 'First use: the key is what this server says it is'
            : 'The key is the one of first use, and nobody has compared it yet'}
      </summary>
      <pre className="code wrapped" tabIndex={0} aria-label="The log’s key">
        <code>{vkey}</code>
      </pre>
      {isCompared ? (
        <p>If the server shows another one, this page will say so, and not follow.</p>
      ) : (
        <p>
          Compare it with the key that you were given some other way: by a colleague, in a signed release, in a letter.{' '}
          <Button variant="default" size="compact-sm" onClick={compared}>
            I compared it
          </Button>
        </p>
      )}
    </details>
  );
}

function Everything({ log }: { readonly log: VerifiedLog }) {
  const [done, setDone] = useState(0);
  const all = useMutation({
    mutationFn: (log: VerifiedLog) => verifyEverything(log, setDone).then(() => log.checkpoint.size),
  });
  if (all.data !== undefined)
    return (
      <Check verdict="pass">
        All {all.data.toLocaleString('en')} entries were read, and have the root that was signed
      </Check>
    );
  if (all.error !== null) return <Check verdict={isUnknown(all.error) ? 'unknown' : 'fail'}>{all.error.message}</Check>;
  return (
    <Check verdict="unknown">
      Whether every entry is still served as it was signed:{' '}
      {all.isPending ? (
        <span role="status">
          reading, {done.toLocaleString('en')} of {log.checkpoint.size.toLocaleString('en')} …
        </span>
      ) : (
        <Button variant="default" size="compact-sm" onClick={() => all.mutate(log)}>
          read all {log.checkpoint.size.toLocaleString('en')}
        </Button>
      )}
    </Check>
  );
}

function NotVerified({ error }: { readonly error: Error }) {
  const queries = useQueryClient();
  const unknown = isUnknown(error);
  return (
    <>
      <ul className="checks" role="alert">
        <Check verdict={unknown ? 'unknown' : 'fail'}>
          {unknown ? 'The log could not be checked' : 'The log FAILED a check'}: {error.message}
        </Check>
      </ul>
      <p>
        {unknown
          ? 'This proves nothing, either way. Try again, or check it with the command below.'
          : 'Either the log’s past or its key was changed, or this is another log than before (after a restore it has a new key, and its first entry names the last checkpoint of the old one). Keep what this browser remembers, below, and ask whoever runs it.'}
      </p>
      <pre className="code wrapped" tabIndex={0} aria-label="What this browser remembers">
        <code>{exportKnown(window.localStorage) ?? 'nothing'}</code>
      </pre>
      <p className="actions">
        <Button
          variant="default"
          onClick={() => void queries.invalidateQueries({ queryKey: verificationQuery.queryKey })}
        >
          Check again
        </Button>
        {unknown ? null : (
          <Button
            variant="default"
            onClick={() => {
              forget(window.localStorage);
              void queries.resetQueries({ queryKey: verificationQuery.queryKey });
            }}
          >
            Forget it, and trust this key from now on
          </Button>
        )}
      </p>
    </>
  );
}

/** Not checked is not failed: a server that does not answer, a browser without the algorithm. */
export function isUnknown(error: unknown): boolean {
  return !(error instanceof VerificationError) || error.code === 'unavailable' || error.code === 'unsupported';
}

export function Check({ verdict, children }: { readonly verdict: Verdict; readonly children: ReactNode }) {
  return (
    <li>
      <VerdictMark
        verdict={verdict}
        blocks={verdict === 'fail'}
        label={{ pass: 'holds', fail: 'failed', unknown: 'not known' }[verdict]}
      />
      <span>{children}</span>
    </li>
  );
}

/** What this page cannot prove, and what can. */
export function Convenience({ entry = '', log = '' }: { readonly entry?: string; readonly log?: string }) {
  return (
    <aside className="convenience" aria-label="What this page proves">
      <p>
        <strong>This page is a convenience, not the proof.</strong> It came from the same server as the log, and who
        could rewrite the one could rewrite the other. The proof is the command, which comes from elsewhere and
        remembers by itself:
      </p>
      <pre className="code wrapped" tabIndex={0} aria-label="Command">
        <code>
          npx selvedge-verify {window.location.origin}
          {log}
          {entry === '' ? '' : ` ${entry}`} --known log.known
        </code>
      </pre>
    </aside>
  );
}
