import {
  apiBase,
  type DecisionRecord,
  type ExceptionRecord,
  type FindingDetail,
  type FindingSummary,
  type Operations,
  type Problem,
  routes,
} from './api.generated.ts';
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

export const subject = 'sub_019aa000-0000-7000-8000-000000000001';
const project = 'prj_019aa000-0000-7000-8000-000000000001';
const digest = `sha256:${'ab'.repeat(32)}`;
const hours = (count: number): string => new Date(Date.now() + count * 3_600_000).toISOString();

const rules = [
  {
    rule: 'secrets/github-personal-access-token',
    message: 'A GitHub personal access token, its checksum right',
    severity: 'critical',
    path: 'src/pay.ts',
  },
  {
    rule: 'secrets/stripe-secret-key',
    message: 'A Stripe secret key, live',
    severity: 'critical',
    path: 'services/checkout/config/production.env',
  },
  {
    rule: 'secrets/private-key',
    message: 'A private key without a passphrase',
    severity: 'high',
    path: 'deploy/keys/id_ed25519',
  },
  {
    rule: 'secrets/generic-password',
    message: 'A password that is assigned to a name which says so',
    severity: 'medium',
    path: 'worker/settings.py',
  },
  {
    rule: 'secrets/jwt',
    message: 'A JSON Web Token that has not expired',
    severity: 'low',
    path: 'test/fixtures/very/deep/and/long/path/of/a/fixture/session-with-a-long-name.json',
  },
] as const;

export function findingId(index: number): string {
  return `fnd_${index.toString(16).padStart(32, '0')}`;
}

function summary(index: number): FindingSummary {
  const { rule, message, severity, path } = rules[index % rules.length]!;
  const line = (index % 90) + 1;
  return {
    id: findingId(index),
    project,
    subject,
    rule,
    severity,
    message,
    confidence: index % 7 === 6 ? 'possible' : 'certain',
    status: 'open',
    location: { path, startLine: line, startColumn: 15, endLine: line, endColumn: 55 },
    excerpt: "const token = 'ghp_…(36)'",
    firstSeen: hours(-24 * (index + 1)),
    lastSeen: hours(-1),
  };
}

export function finding(index: number): FindingDetail {
  const base = summary(index);
  const { startLine } = base.location;
  const first = Math.max(1, startLine - 3);
  return {
    ...base,
    fingerprint: digest,
    locus: { kind: 'secret', value: 'hmac-sha256:5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e' },
    attributes: { verified: false },
    context: {
      startLine: first,
      lines: [
        'import { charges } from "./charges.ts";',
        '',
        'export async function charge(order: Order): Promise<Receipt> {',
        "  const token = 'ghp_…(36 characters)…';",
        '  const answer = await fetch(`https://api.example/charges?order=${order.id}&amount=${order.amount}&currency=${order.currency}`, { headers: { authorization: `Bearer ${token}` } });',
        '  return receipt(answer);',
        '}',
      ].slice(Math.max(0, 3 - (startLine - first))),
    },
    ruleText: {
      title: 'GitHub personal access token',
      finds: 'A classic or fine-grained token, checksum verified.',
      why: 'Whoever holds it acts as its owner in every repository that it reaches: reads private code, pushes commits, changes workflows that then run with more rights.',
      fix: 'Revoke it under Settings → Developer settings → Personal access tokens; then look through the security log since the commit’s date.\n\nPut the new one where the program reads it at run time: an environment variable of the deployment, or a vault.',
      references: ['CWE-798', 'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure'],
    },
    history: [
      {
        at: hours(-1),
        kind: 'moved',
        tier: 'same-value',
        because: 'The same value, by its keyed hash, now stands on another line.',
        evidence: 'evd_019aa000-0000-7000-8000-000000000003',
        location: base.location,
      },
      {
        at: hours(-30),
        kind: 'kept-open',
        because: 'A scan of the staged files did not look at this path, so its silence closes nothing.',
        evidence: 'evd_019aa000-0000-7000-8000-000000000002',
      },
      {
        at: hours(-49),
        kind: 'opened',
        because: 'No earlier finding has this rule and this value.',
        evidence: 'evd_019aa000-0000-7000-8000-000000000001',
        location: { ...base.location, startLine: 12 },
      },
    ],
    exceptions: [],
    decisions: [
      {
        id: decisionId(1),
        control: 'no-leaked-secret',
        title: 'No leaked secret',
        stage: 'merge',
        verdict: 'fail',
        effect: 'blocks',
      },
      {
        id: decisionId(0),
        control: 'no-leaked-secret',
        title: 'No leaked secret',
        stage: 'commit',
        verdict: 'fail',
        effect: 'warns',
      },
    ],
  };
}

function decisionId(index: number): string {
  return `dec_019aa000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
}

export function decision(index: number, over: Partial<DecisionRecord>): DecisionRecord {
  return {
    id: decisionId(index),
    project,
    subject,
    control: 'no-leaked-secret',
    title: 'No leaked secret',
    stage: 'merge',
    mode: 'enforce',
    verdict: 'pass',
    effect: 'none',
    quantifier: { kind: 'none' },
    judged: 0,
    denied: 0,
    accepted: 0,
    newlyDenied: 0,
    reasons: [],
    at: hours(-0.05),
    inputs: { control: digest, policy: digest, evidence: [digest], findings: digest, leases: digest },
    ...over,
  };
}

export function exception(over: Partial<ExceptionRecord> = {}): ExceptionRecord {
  return {
    version: 1,
    id: 'lse_019aa000-0000-7000-8000-000000000001',
    kind: 'exception',
    covers: { finding: findingId(3) },
    requester: 'ada',
    approver: 'grace',
    reason: 'The worker is switched off on the first of December; the password dies with it.',
    requestedAt: hours(-200),
    start: hours(-199),
    end: hours(24 * 6),
    premises: {},
    project,
    state: 'active',
    ...over,
  };
}

const denied = (...indexes: number[]) =>
  indexes.map((index) => ({ kind: 'denied' as const, finding: findingId(index), policies: [] }));

export const decisions: readonly DecisionRecord[] = [
  decision(0, {
    stage: 'commit',
    mode: 'warn',
    verdict: 'fail',
    effect: 'warns',
    judged: 14,
    denied: 5,
    newlyDenied: 1,
    reasons: denied(0, 1, 5, 6, 10),
  }),
  decision(1, {
    verdict: 'fail',
    effect: 'blocks',
    judged: 14,
    denied: 5,
    newlyDenied: 1,
    accepted: 1,
    reasons: denied(0, 1, 5, 6, 10),
  }),
  decision(2, {
    control: 'few-passwords',
    title: 'At most two passwords in test code',
    mode: 'warn',
    verdict: 'fail',
    effect: 'warns',
    quantifier: { kind: 'at-most', count: 2 },
    judged: 3,
    denied: 3,
    reasons: denied(3, 8, 13),
    enforcedFrom: '2026-12-01',
  }),
  decision(3, {
    control: 'dependencies-known',
    title: 'Every dependency is known',
    mode: 'warn',
    verdict: 'unknown',
    effect: 'warns',
    reasons: [
      {
        kind: 'unknown',
        what: 'Advisories for PyPI are 9 days old; the limit is 3.',
        remedy: 'selvedge advisories sync',
      },
      {
        kind: 'unknown',
        what: 'This lockfile could not be parsed:',
        path: 'worker/poetry.lock',
        remedy: 'write it anew with poetry lock, then scan again',
      },
    ],
  }),
  decision(4, { control: 'no-private-keys', title: 'No private key without a passphrase', judged: 2, accepted: 2 }),
  decision(5, { control: 'pipelines-pinned', title: 'Every action in a pipeline is pinned by digest' }),
];

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
    'findings.read': ({ finding: id }) => finding(Number.parseInt(id.slice(4), 16)),
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
