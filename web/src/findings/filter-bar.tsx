import { Input, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { call } from '../client.ts';
import { SeverityMark } from '../marks.tsx';
import { everyQuarterMinute } from '../refresh.ts';
import { SubjectName } from '../subject.tsx';
import { type Filter, severities, statuses, toggled, withFilter } from './filter.ts';

interface Props {
  readonly filter: Filter;
  readonly params: URLSearchParams;
}

/** What the list is narrowed to, with how many there would be; every number is a link to the list that it counts. */
export function FilterBar({ filter, params }: Props) {
  const counts = useCounts(filter);
  return (
    <div className="filters">
      <div className="filter-group" role="group" aria-label="Status">
        {statuses.map((status) => {
          const on = filter.status?.includes(status) === true;
          return (
            <Link
              key={status}
              to={link(withFilter(params, 'status', status))}
              className="choice"
              aria-current={on ? 'true' : undefined}
            >
              {status} <Count of={isNarrowedBy(filter, ['status']) ? counts?.status[status] : undefined} />
            </Link>
          );
        })}
      </div>
      <div className="filter-group" role="group" aria-label="Severity">
        {severities.map((severity) => (
          <Link
            key={severity}
            to={link(toggled(params, 'severity', severity))}
            className="choice"
            aria-current={filter.severity?.includes(severity) === true ? 'true' : undefined}
          >
            <SeverityMark severity={severity} />{' '}
            <Count
              of={
                onlyOpen(filter) && isNarrowedBy(filter, ['status', 'severity'])
                  ? (counts?.severity[severity] ?? 0)
                  : undefined
              }
            />
          </Link>
        ))}
      </div>
      <RuleChoice filter={filter} params={params} />
      <PathField params={params} />
      <Narrowed filter={filter} params={params} />
    </div>
  );
}

/** Of all findings of a project or subject; the server counts no further, because a count of what a search finds reads it all. */
function useCounts({ project, subject }: Filter) {
  const scope = { ...(project === undefined ? {} : { project }), ...(subject === undefined ? {} : { subject }) };
  return useQuery({
    queryKey: ['findings.counts', scope],
    queryFn: ({ signal }) => call('findings.counts', scope, { signal }),
    refetchInterval: everyQuarterMinute,
  }).data;
}

/** A number stands only beside a link to a list that has so many: not when something else narrows it too. */
function isNarrowedBy(filter: Filter, names: readonly string[]): boolean {
  return Object.keys(filter).every((name) => name === 'project' || name === 'subject' || names.includes(name));
}

function onlyOpen({ status }: Filter): boolean {
  return status?.length === 1 && status[0] === 'open';
}

function Count({ of }: { readonly of: number | undefined }) {
  return of === undefined ? null : <span className="count">{of.toLocaleString('en')}</span>;
}

function RuleChoice({ filter, params }: Props) {
  const navigate = useNavigate();
  const rules = useCounts(filter)?.rules ?? [];
  const counted = onlyOpen(filter) && isNarrowedBy(filter, ['status', 'rule']);
  const chosen = filter.rule?.[0] ?? '';
  const known =
    rules.some(({ rule }) => rule === chosen) || chosen === '' ? rules : [{ rule: chosen, count: 0 }, ...rules];
  return (
    <NativeSelect
      aria-label="Rule"
      value={chosen}
      onChange={(event) => void navigate(link(withFilter(params, 'rule', event.currentTarget.value)))}
      data={[
        { value: '', label: 'Every rule' },
        ...known.map(({ rule, count }) => ({
          value: rule,
          label: counted ? `${rule} (${count.toLocaleString('en')})` : rule,
        })),
      ]}
    />
  );
}

function PathField({ params }: { readonly params: URLSearchParams }) {
  const navigate = useNavigate();
  const current = params.get('path') ?? '';
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const path = new FormData(event.currentTarget).get('path');
    void navigate(link(withFilter(params, 'path', typeof path === 'string' ? path.trim() : '')));
  };
  return (
    <form onSubmit={submit}>
      <Input
        key={current}
        name="path"
        defaultValue={current}
        placeholder="Path begins with …"
        aria-label="Path begins with"
        maxLength={200}
      />
    </form>
  );
}

/** What else narrows the list, each with a way out. */
function Narrowed({ filter, params }: Props) {
  const others = (['q', 'path', 'effect', 'subject', 'project'] as const).filter((name) => filter[name] !== undefined);
  if (others.length === 0) return null;
  return (
    <ul className="narrowed" aria-label="Narrowed to">
      {others.map((name) => (
        <li key={name}>
          <Link to={link(withFilter(params, name, undefined))} aria-label={`Take away: ${names[name]} ${filter[name]}`}>
            {names[name]} {name === 'subject' ? <SubjectName id={filter.subject!} /> : <strong>{filter[name]}</strong>}{' '}
            <span aria-hidden="true">×</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

const names = { q: 'with', path: 'below', effect: 'whose decision', subject: 'of', project: 'of project' } as const;

function link(params: URLSearchParams): string {
  return `/findings?${params}`;
}
