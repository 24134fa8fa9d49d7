import { apiBase, type Operations, type Problem, routes } from './api.generated.ts';
import { decision, decisions, exception } from './decisions/testing.ts';
import { evidence, finding, findingId, hours, project, rules, subject, summary } from './findings/testing.ts';
import { inCode } from './finding/testing.ts';
import { entryId, type FakeLog, fakeLog } from './log/testing.ts';

/** A server for tests of the page, in the place of `fetch`: the API over a few made-up facts, and a real, signed log. */
export interface FakeServer {
  readonly fetch: typeof fetch;
  /** What was asked, newest last: "GET /findings?status=open". */
  readonly asked: string[];
  /** Answers instead of the facts. */
  readonly answers: Partial<{ [N in keyof Operations]: (input: Operations[N]['input']) => unknown }>;
  /** Files of the log, by path: replace one, and the log lies. */
  readonly log: FakeLog;
}

export async function fakeServer(answers: FakeServer['answers'] = {}): Promise<FakeServer> {
  const log = await fakeLog(300);
  const asked: string[] = [];
  const all: FakeServer['answers'] = { ...facts(log), ...answers };
  return {
    asked,
    answers: all,
    log,
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : String(input), 'http://selvedge.test');
      const method = init?.method ?? 'GET';
      asked.push(`${method} ${url.pathname.replace(apiBase, '')}${url.search}`);
      init?.signal?.throwIfAborted();
      return url.pathname.startsWith(apiBase) ? answerApi(method, url, init, all) : answerFile(url, log);
    },
  };
}

function answerFile(url: URL, log: FakeLog): Response {
  const file = log.files.get(url.pathname.slice(1));
  return file === undefined ? new Response('', { status: 404 }) : new Response(new Uint8Array(file));
}

function answerApi(method: string, url: URL, init: RequestInit | undefined, answers: FakeServer['answers']): Response {
  const path = url.pathname.slice(apiBase.length);
  if (path === '/session' && method !== 'GET')
    return method === 'POST' && typeof init?.body === 'string' && init.body.includes('spent')
      ? problem(problems.spent)
      : Response.json({});
  for (const route of Object.values(routes)) {
    const match = new RegExp(`^${route.path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`).exec(path);
    if (route.method !== method || match === null) continue;
    const body = (typeof init?.body === 'string' ? JSON.parse(init.body) : {}) as object; // what client.ts wrote
    const run = answers[route.name] as ((input: unknown) => unknown) | undefined; // the input is put together from all three places
    const found = run?.({ ...fromQuery(url.searchParams), ...body, ...match.groups });
    if (found === undefined) return problem(problems.missing);
    return isProblem(found) ? problem(found) : Response.json(found);
  }
  return problem(problems.missing);
}

const lists = new Set(['status', 'severity', 'rule', 'state', 'type']);

function fromQuery(params: URLSearchParams): object {
  return Object.fromEntries(
    [...params.keys()].map((name) => [
      name,
      lists.has(name) ? params.getAll(name) : name === 'limit' ? Number(params.get(name)) : params.get(name),
    ]),
  );
}

export const problems = {
  missing: {
    type: 'about:blank',
    title: 'Not found',
    status: 404,
    code: 'not-found',
    detail: 'There is no such thing here.',
    remedy: 'Look at the list.',
  },
  signedOut: {
    type: 'about:blank',
    title: 'Nobody is signed in',
    status: 401,
    code: 'unauthenticated',
    detail: 'This needs to know who asks.',
    remedy: 'Sign in with a one-time link.',
  },
  spent: {
    type: 'about:blank',
    title: 'Link not valid',
    status: 401,
    code: 'link-not-valid',
    detail: 'This link was used already, or its time is over.',
    remedy: 'Ask for a new one in the terminal.',
  },
  broken: {
    type: 'about:blank',
    title: 'The store is not reachable',
    status: 503,
    code: 'store',
    detail: 'The database does not answer.',
    remedy: 'Look at the log of the server, then try again.',
  },
} satisfies Record<string, Problem>;

function problem(problem: Problem): Response {
  return Response.json(problem, { status: problem.status, headers: { 'content-type': 'application/problem+json' } });
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'status' in value && 'remedy' in value;
}

/** How many findings the server has. */
const total = 100_000;

function facts(log: FakeLog): FakeServer['answers'] {
  return {
    'session.who': () => ({
      actor: {
        id: 'usr_019aa000-0000-7000-8000-000000000001',
        kind: 'person',
        name: 'Ada',
        roles: ['owner'],
        scopes: [],
      },
      organisation: { id: 'org_1', name: 'home' },
      project: null,
    }),
    'people.list': () => ({
      items: [
        { id: 'usr_019aa000-0000-7000-8000-000000000001', name: 'Ada', roles: ['owner'], createdAt: hours(-500) },
      ],
    }),
    'subjects.list': () => ({
      items: [{ id: subject, project, kind: 'repository', identity: 'shop', name: 'shop', registeredAt: hours(-100) }],
      next: null,
    }),
    'decisions.list': () => ({ items: decisions, next: null }),
    'exceptions.list': () => ({
      items: [
        exception(),
        exception({
          id: 'lse_019aa000-0000-7000-8000-000000000002',
          state: 'requested',
          covers: { finding: findingId(2) },
          reason: 'The key is rotated with the release on Friday.',
        }),
      ],
      next: null,
    }),
    'exceptions.accept': ({ finding, reason, until }) => ({
      result: exception({ covers: { finding }, reason, end: new Date(`${until}T24:00:00Z`).toISOString() }),
      entry: { id: entryId(299), leafHash: '' },
    }),
    'evidence.read': () => evidence,
    'gates.decide': ({ stage, subject }) => ({
      result: { subject, stage, exitCode: 0, decisions: [decision(20, { stage })] },
      entry: { id: entryId(299), leafHash: '' },
    }),
    'exceptions.approve': () => ({ result: exception(), entry: { id: entryId(299), leafHash: '' } }),
    'findings.list': ({ cursor, limit = 100 }) => {
      const from = Number(cursor ?? 0);
      return {
        items: Array.from({ length: Math.min(limit, total - from) }, (_, index) => summary(from + index)),
        next: from + limit < total ? String(from + limit) : null,
      };
    },
    'findings.counts': () => ({
      total,
      status: { open: total, accepted: 3, closed: 1204 },
      severity: { critical: 40_000, high: 20_000, medium: 20_000, low: 20_000 },
      rules: rules.map(({ rule }) => ({ rule, count: total / rules.length })),
    }),
    'findings.read': ({ finding: id }) => (id === inCode.id ? inCode : finding(Number.parseInt(id.slice(4), 16))),
    'log.read': ({ cursor }) => {
      const newest = Number(cursor ?? 300);
      return {
        items: Array.from({ length: Math.min(50, newest) }, (_, index) => log.entry(newest - 1 - index)),
        next: newest > 50 ? String(newest - 50) : null,
      };
    },
    'log.entry': ({ entry }) => log.entry(Number.parseInt(entry.slice(-12), 16)),
  };
}
