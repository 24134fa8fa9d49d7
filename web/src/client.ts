import { apiBase, clientHeader, type Operations, type Problem, type Recorded, routes } from './api.generated.ts';

type Name = keyof Operations;
type Input<N extends Name> = Operations[N]['input'];
/** A query answers its output; a command its result and its entry in the ledger. */
export type Answer<N extends Name> = Operations[N]['kind'] extends 'command'
  ? Recorded<Operations[N]['output']>
  : Operations[N]['output'];

/** What the server said no with (RFC 9457). */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

interface Options {
  readonly signal?: AbortSignal;
  /** So that a command sent twice is done once. */
  readonly idempotencyKey?: string;
}

/** Calls an operation over HTTP. Rejects with ApiError for what the server refuses, TypeError when it does not answer. */
export async function call<N extends Name>(
  name: N,
  input: Input<N>,
  { signal, idempotencyKey }: Options = {},
): Promise<Answer<N>> {
  const { method, path, rest } = routes[name];
  const members = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const url = path.replaceAll(/:(\w+)/g, (_, member: string) => {
    const value = String(members.get(member));
    members.delete(member);
    return encodeURIComponent(value);
  });
  const body = rest === 'body' ? JSON.stringify(Object.fromEntries(members)) : undefined;
  const answer = await fetch(`${apiBase}${url}${rest === 'query' ? queryString(members) : ''}`, {
    method,
    signal: signal ?? null,
    headers: {
      accept: 'application/json',
      [clientHeader]: 'web',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    },
    ...(body === undefined ? {} : { body }),
  });
  return (await readAnswer(answer)) as Answer<N>; // the generated table says so of this route
}

/** The JSON of an answer; rejects with the problem of one that is an error. */
export async function readAnswer(answer: Response): Promise<unknown> {
  const json: unknown = await answer.json().catch(() => undefined);
  if (answer.ok && json !== undefined) return json;
  throw new ApiError(isProblem(json) ? json : notOurs(answer.status));
}

function queryString(members: ReadonlyMap<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [member, value] of members)
    for (const one of Array.isArray(value) ? value : [value]) query.append(member, String(one));
  return query.size === 0 ? '' : `?${query}`;
}

function isProblem(json: unknown): json is Problem {
  return typeof json === 'object' && json !== null && 'detail' in json && 'code' in json;
}

/** Something between the page and Selvedge answered: a proxy, a captive portal. */
function notOurs(status: number): Problem {
  return {
    type: 'about:blank',
    title: 'Not an answer of Selvedge',
    status,
    code: 'not-ours',
    detail: `The server answered ${status}, and not as Selvedge does.`,
    remedy: 'Look whether Selvedge is still what runs at this address.',
  };
}
