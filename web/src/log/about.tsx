import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useParams, useSearchParams } from 'react-router';
import type { LogEntry } from '../api.generated.ts';
import { call } from '../client.ts';
import { Empty, Failed, Loading } from '../states.tsx';
import { usePageTitle } from '../title.ts';

/** `/log/about/evd_…?type=evidence.submit&at=…`: leads on to the entry whose result has this id. */
export default function AboutPage() {
  usePageTitle('Entry');
  const { about = '' } = useParams();
  const [params] = useSearchParams();
  const [type, at] = [params.get('type') ?? '', params.get('at') ?? ''];
  const found = useQuery({
    queryKey: ['log', 'about', about, type, at],
    queryFn: async ({ signal }) => (await findEntryAbout({ about, type, at }, signal)) ?? null,
  });
  if (found.isPending) return <Loading what="the entry" />;
  if (found.isError) return <Failed what="The entry" error={found.error} retry={() => void found.refetch()} />;
  if (found.data !== null) return <Navigate to={`/log/${found.data}`} replace />;
  return (
    <Empty title="Its entry was not found.">
      <p>
        It may have been written before the newest {(pages * pageSize).toLocaleString('en')} of its kind, or its body
        may have been erased. <Link to={`/log?type=${encodeURIComponent(type)}`}>All entries of its kind</Link>
      </p>
    </Empty>
  );
}

const pageSize = 500;
const pages = 20;
/** An entry is written in the transaction of its change: moments after the time that the change was given. */
const latest = 120_000;

interface Wanted {
  readonly about: string;
  readonly type: string;
  readonly at: string;
}

/** The id of the entry; looked for by time among the newest of its type, and believed for what its body says. */
async function findEntryAbout({ about, type, at }: Wanted, signal: AbortSignal): Promise<string | undefined> {
  let cursor: string | undefined;
  for (let page = 0; page < pages; page++) {
    const { items, next } = await call(
      'log.read',
      { type, order: 'newest', limit: pageSize, ...(cursor === undefined ? {} : { cursor }) },
      { signal },
    );
    for (const entry of items.filter(({ time }) => isNear(time, at)))
      if (await isAbout(entry, about, signal)) return entry.id;
    const oldest = items.at(-1);
    if (next === null || oldest === undefined || Date.parse(oldest.time) < Date.parse(at)) return undefined;
    cursor = next;
  }
  return undefined;
}

function isNear(time: string, at: string): boolean {
  const late = Date.parse(time) - Date.parse(at);
  return late >= -1000 && late <= latest;
}

async function isAbout({ id }: LogEntry, about: string, signal: AbortSignal): Promise<boolean> {
  const { body } = await call('log.entry', { entry: id }, { signal });
  const { result } = (typeof body === 'object' && body !== null ? body : {}) as { result?: { id?: unknown } | null }; // members still unknown
  return result?.id === about;
}
