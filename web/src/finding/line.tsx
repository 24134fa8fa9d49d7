import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { call } from '../client.ts';
import { SeverityMark } from '../marks.tsx';

/** Two projects can hold one finding, by copy or fork: the project says whose is meant. */
export function findingQuery(id: string, project: string | undefined) {
  const input = { finding: id, ...(project === undefined ? {} : { project }) };
  return {
    queryKey: ['findings.read', input],
    queryFn: ({ signal }: { signal: AbortSignal }) => call('findings.read', input, { signal }),
  };
}

export function findingPath({ id, project }: { readonly id: string; readonly project: string }): string {
  return `/findings/${id}?project=${project}`;
}

/** A finding in one line, where something else is about it. */
export function FindingLine({
  id,
  project,
  row = false,
}: {
  readonly id: string;
  readonly project: string;
  readonly row?: boolean;
}) {
  const { data, isError } = useQuery(findingQuery(id, project));
  if (data === undefined)
    return isError ? <code>{id}</code> : <span className="line-loading" aria-label="Loading a finding" role="status" />;
  return (
    <span className="line">
      <SeverityMark severity={data.severity} />
      <Link to={findingPath({ id, project })} {...(row ? { 'data-row': true } : {})}>
        {data.message}
      </Link>
      <code className="muted">
        {data.location.path}:{data.location.startLine}
      </code>
    </span>
  );
}
