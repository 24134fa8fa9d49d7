import { useQuery } from '@tanstack/react-query';
import { call } from './client.ts';

/** Who did something, by name where this reader may know it: a person's name, else what the entry says. */
export function ActorName({ id }: { readonly id: string }) {
  const people = useQuery({
    queryKey: ['people.list'],
    queryFn: ({ signal }) => call('people.list', {}, { signal }),
    enabled: id.startsWith('usr_'),
    staleTime: 300_000,
  });
  const name = people.data?.items.find((person) => person.id === id)?.name;
  return name === undefined ? <span className="actor-id">{id}</span> : <span title={id}>{name}</span>;
}
