import { Button } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { FindingSummary } from '../api.generated.ts';
import { call } from '../client.ts';
import { findingPath } from '../finding/line.tsx';
import { useKeys } from '../keyboard.ts';
import { SeverityMark, StatusWord } from '../marks.tsx';
import { isSignedOut, SignedOut } from '../session/signed-out.tsx';
import { Empty, Failed, Loading } from '../states.tsx';
import { Time } from '../time.tsx';
import { usePageTitle } from '../title.ts';
import { type Filter, readFilter, withFilter } from './filter.ts';
import { FilterBar } from './filter-bar.tsx';

const limit = 50;

function listQuery(filter: Filter, cursor: string | undefined) {
  return {
    queryKey: ['findings.list', filter, cursor],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      call('findings.list', { ...filter, limit, ...(cursor === undefined ? {} : { cursor }) }, { signal }),
  };
}

/**
 * The findings, a page at a time: the server filters, orders and pages, so that 100,000 of them cost this page what 50 do. The
 * filter and the page are in the URL.
 */
export function FindingsPage() {
  usePageTitle('Findings');
  const [params] = useSearchParams();
  const filter = readFilter(params);
  const cursor = params.get('cursor') ?? undefined;
  const list = useQuery({ ...listQuery(filter, cursor), placeholderData: keepPreviousData });
  const next = list.isPlaceholderData ? null : (list.data?.next ?? null);
  usePrefetch(filter, next);
  if (isSignedOut(list.error)) return <SignedOut />;
  return (
    <>
      <h1>Findings</h1>
      <FilterBar filter={filter} params={params} />
      {list.isPending ? <Loading what="findings" lines={10} /> : null}
      {list.isError && list.data === undefined ? (
        <Failed what="The findings" error={list.error} retry={() => void list.refetch()} />
      ) : null}
      {list.data?.items.length === 0 ? <NoFindings filter={filter} params={params} /> : null}
      {list.data !== undefined && list.data.items.length > 0 ? (
        <Rows items={list.data.items} busy={list.isPlaceholderData} />
      ) : null}
      <Pages params={params} next={next} />
    </>
  );
}

/** The next page is here before it is asked for. */
function usePrefetch(filter: Filter, next: string | null): void {
  const queries = useQueryClient();
  const key = JSON.stringify(filter);
  useEffect(() => {
    if (next !== null) void queries.prefetchQuery(listQuery(JSON.parse(key) as Filter, next)); // stringified just above
  }, [queries, key, next]);
}

function NoFindings({ filter, params }: { readonly filter: Filter; readonly params: URLSearchParams }) {
  const onlyOpen = filter.status?.length === 1 && filter.status[0] === 'open';
  if (onlyOpen && Object.keys(filter).length === 1) {
    return (
      <Empty title="No open findings.">
        <p>
          Nothing that was looked at has one. <Link to="/">The decisions</Link> say what was not looked at.
        </p>
      </Empty>
    );
  }
  return (
    <Empty title="No finding is so.">
      <p>
        {filter.status === undefined ? null : (
          <>
            <Link to={`/findings?${withFilter(params, 'status', 'any')}`}>
              Look among the open, accepted and closed ones
            </Link>
            , or see{' '}
          </>
        )}
        <Link to="/findings">all open findings</Link>.
      </p>
    </Empty>
  );
}

function Rows({ items, busy }: { readonly items: readonly FindingSummary[]; readonly busy: boolean }) {
  return (
    <table className="findings" aria-busy={busy}>
      <thead>
        <tr>
          <th scope="col">Severity</th>
          <th scope="col">Finding</th>
          <th scope="col">Where</th>
          <th scope="col">Status</th>
          <th scope="col">First seen</th>
        </tr>
      </thead>
      <tbody>
        {items.map((finding) => (
          <tr key={`${finding.id} ${finding.subject}`}>
            <td>
              <SeverityMark severity={finding.severity} />
            </td>
            <td className="findings-what">
              <Link to={findingPath(finding)} data-row>
                {finding.message}
              </Link>
              <span className="muted">
                {finding.rule}
                {finding.confidence === 'possible' ? ', possible' : ''}
              </span>
            </td>
            <td className="findings-where">
              <code>
                {finding.location.path}:{finding.location.startLine}
              </code>
            </td>
            <td>
              <StatusWord status={finding.status} />
            </td>
            <td className="findings-when">
              <Time at={finding.firstSeen} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Cursors only go forward; "back" is the browser's own, which has every page that was seen. */
function Pages({ params, next }: { readonly params: URLSearchParams; readonly next: string | null }) {
  const navigate = useNavigate();
  const to = (cursor: string | null): string => {
    const there = new URLSearchParams(params);
    if (cursor === null) there.delete('cursor');
    else there.set('cursor', cursor);
    return `/findings?${there}`;
  };
  const first = !params.has('cursor');
  const forward = (): void => {
    if (next === null) return;
    void navigate(to(next));
    window.scrollTo(0, 0);
  };
  useKeys({ n: forward, p: () => first || void navigate(-1) });
  if (first && next === null) return null;
  return (
    <nav className="pages" aria-label="Pages of findings">
      {first ? null : (
        <>
          <Button component={Link} variant="default" to={to(null)}>
            First page
          </Button>
          <Button variant="default" onClick={() => void navigate(-1)}>
            Back
          </Button>
        </>
      )}
      <Button variant="default" disabled={next === null} onClick={forward}>
        Next {limit}
      </Button>
    </nav>
  );
}
