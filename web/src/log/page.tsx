import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { ActorName } from '../actor.tsx';
import { call } from '../client.ts';
import { useKeys } from '../keyboard.ts';
import { everyQuarterMinute } from '../refresh.ts';
import { Empty, Failed, Loading } from '../states.tsx';
import { Time } from '../time.tsx';
import { usePageTitle } from '../title.ts';
import { Convenience, VerificationPanel } from './panel.tsx';

const limit = 50;

/** The log: first what this browser could verify of it, by itself; then what the server says is in it. */
export default function LogPage() {
  usePageTitle('Log');
  return (
    <>
      <h1>Log</h1>
      <p>Every change is an entry here, in the order in which it happened. Nobody can change or remove one unseen.</p>
      <VerificationPanel />
      <Convenience />
      <Entries />
    </>
  );
}

function Entries() {
  const [params, setParams] = useSearchParams();
  const cursor = params.get('cursor') ?? undefined;
  const type = params.get('type') ?? undefined;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['log.read', type, cursor],
    queryFn: ({ signal }) =>
      call(
        'log.read',
        {
          order: 'newest',
          limit,
          ...(type === undefined ? {} : { type }),
          ...(cursor === undefined ? {} : { cursor }),
        },
        { signal },
      ),
    placeholderData: keepPreviousData,
    refetchInterval: cursor === undefined ? everyQuarterMinute : false,
  });
  const next = data?.next ?? null;
  const older = (): void => {
    if (next !== null) setParams({ ...(type === undefined ? {} : { type }), cursor: next });
  };
  useKeys({ n: older });
  return (
    <section aria-labelledby="entries">
      <h2 id="entries">Entries</h2>
      {type === undefined ? null : (
        <p>
          Only <code>{type}</code>. <Link to="/log">All entries</Link>
        </p>
      )}
      {isPending ? <Loading what="entries" lines={6} /> : null}
      {data === undefined && error !== null ? (
        <Failed what="The entries" error={error} retry={() => void refetch()} />
      ) : null}
      {data?.items.length === 0 ? (
        <Empty title="No entry yet.">
          <p>The first command that changes something writes the first one.</p>
        </Empty>
      ) : null}
      {data === undefined || data.items.length === 0 ? null : (
        <table className="entries">
          <thead>
            <tr>
              <th scope="col" className="number">
                Index
              </th>
              <th scope="col">What</th>
              <th scope="col">By</th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((entry) => (
              <tr key={entry.id}>
                <td className="number">{entry.index ?? '…'}</td>
                <td>
                  <Link to={`/log/${entry.id}`} data-row>
                    {entry.type}
                  </Link>
                </td>
                <td className="actor">
                  <ActorName id={entry.actor} />
                </td>
                <td>
                  <Time at={entry.time} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {next === null && cursor === undefined ? null : (
        <nav className="pages" aria-label="Pages of entries">
          {cursor === undefined ? null : (
            <Button
              component={Link}
              to={type === undefined ? '/log' : `/log?type=${encodeURIComponent(type)}`}
              variant="default"
            >
              Newest
            </Button>
          )}
          <Button variant="default" disabled={next === null} onClick={older}>
            Older {limit}
          </Button>
        </nav>
      )}
    </section>
  );
}
