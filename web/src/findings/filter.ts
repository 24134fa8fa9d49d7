import type { Effect, FindingStatus, Operations, Severity } from '../api.generated.ts';

/** What a list of findings is narrowed to; the same as the operation's input. */
export type Filter = Omit<Operations['findings.list']['input'], 'cursor' | 'limit'>;

export const statuses: readonly FindingStatus[] = ['open', 'accepted', 'closed'];
export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low'];
const effects: readonly Effect[] = ['blocks', 'warns', 'notes', 'none'];

/** Reads the filter out of a URL that anybody may have written: what it does not know it leaves out. */
export function readFilter(params: URLSearchParams): Filter {
  const known = <T extends string>(name: string, values: readonly T[]): T[] =>
    values.filter((value) => params.getAll(name).includes(value));
  const text = (name: string): string | undefined => params.get(name)?.trim().slice(0, 200) || undefined;
  const status = known('status', statuses);
  const severity = known('severity', severities);
  const rule = params
    .getAll('rule')
    .filter((id) => /^[a-z][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/.test(id))
    .slice(0, 50);
  const [effect] = known('effect', effects);
  const filter = {
    status: status.length === 0 && params.get('status') !== 'any' ? (['open'] as const) : status,
    severity,
    rule,
    path: text('path'),
    q: text('q'),
    effect,
    project: text('project'),
    subject: text('subject'),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined && value.length > 0));
}

/** The same URL with one member of its filter changed, on the first page. Undefined or empty takes it out. */
export function withFilter(
  params: URLSearchParams,
  name: string,
  values: string | readonly string[] | undefined,
): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete('cursor');
  next.delete(name);
  for (const value of typeof values === 'string' ? [values] : (values ?? []))
    if (value !== '') next.append(name, value);
  return next;
}

/** Takes the value in when it was out, and out when it was in. */
export function toggled(params: URLSearchParams, name: string, value: string): URLSearchParams {
  const values = params.getAll(name);
  return withFilter(
    params,
    name,
    values.includes(value) ? values.filter((other) => other !== value) : [...values, value],
  );
}
