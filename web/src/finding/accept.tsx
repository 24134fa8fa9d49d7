import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { FindingDetail } from '../api.generated.ts';
import { type Answer, call } from '../client.ts';
import { useKeys } from '../keyboard.ts';
import { explain } from '../states.tsx';
import { absoluteTime } from '../time.tsx';

const defaultDays = 30;
const shortestReason = 10;

/** Accepts the finding until a date, for a reason. Both are required: nothing is ignored for ever, in silence. */
export function AcceptForm({ finding }: { readonly finding: FindingDetail }) {
  const queries = useQueryClient();
  const field = useRef<HTMLTextAreaElement>(null);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState(dateIn(defaultDays));
  // One key for one form: a click that is sent twice is done once.
  const [idempotencyKey, setKey] = useState(() => crypto.randomUUID());
  const accept = useMutation({
    mutationFn: () =>
      call(
        'exceptions.accept',
        { finding: finding.id, project: finding.project, reason: reason.trim(), until },
        { idempotencyKey },
      ),
    onSuccess: async () => {
      setReason('');
      setKey(crypto.randomUUID());
      await queries.invalidateQueries();
    },
  });
  useKeys({ a: () => field.current?.focus() });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    accept.mutate();
  };
  return (
    <section aria-labelledby="accept" className="accept">
      <h2 id="accept">{finding.status === 'accepted' ? 'Accept it for longer' : 'Accept it for a time'}</h2>
      {accept.data === undefined ? null : <Accepted answer={accept.data} />}
      <form onSubmit={submit}>
        <Textarea
          ref={field}
          label="Reason"
          description="Why this may stand until then. Whoever reads it later should need nothing else."
          required
          minLength={shortestReason}
          maxLength={2000}
          rows={3}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label="Until the end of"
          required
          min={dateIn(1)}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        {accept.error === null ? null : (
          <p role="alert" className="failed">
            Not accepted: {explain(accept.error).detail} {explain(accept.error).remedy}
          </p>
        )}
        <Button
          type="submit"
          variant="default"
          loading={accept.isPending}
          disabled={reason.trim().length < shortestReason}
        >
          Accept until {until === '' ? '…' : until}
        </Button>
      </form>
    </section>
  );
}

function Accepted({ answer: { result, entry } }: { readonly answer: Answer<'exceptions.accept'> }) {
  return (
    <p role="status" className="sentence">
      {result.state === 'requested'
        ? 'Asked for: it holds once somebody else approves it.'
        : `Accepted until ${absoluteTime(result.end)} UTC.`}{' '}
      <Link to={`/log/${entry.id}`}>Its entry in the log</Link>
    </p>
  );
}

/** A date as the field wants it, so many days from now, in UTC: an end is at 24:00 UTC of its day. */
function dateIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
