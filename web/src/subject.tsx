import { useQuery } from '@tanstack/react-query';
import { call } from './client.ts';

/** What a subject is called; its id until that is known, or when it has gone. */
export function SubjectName({ id }: { readonly id: string }) {
  const subjects = useQuery({
    queryKey: ['subjects.list'],
    queryFn: ({ signal }) => call('subjects.list', { limit: 500 }, { signal }),
    staleTime: 60_000,
  });
  return <span className="subject">{subjects.data?.items.find((subject) => subject.id === id)?.name ?? id}</span>;
}
