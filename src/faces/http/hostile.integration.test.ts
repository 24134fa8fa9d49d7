import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '#flows/operations.generated';
import { openKeys, type Sequencer, startSequencer } from '#ground/ledger';
import { now } from '#ground/model';
import { apiBase, jsonSchemaOf, type Operation, pathOf, restOf, routeOf } from '#ground/operations';
import { addOrganisation, createToken } from '#ground/people';
import { testStore, type TestStore } from '../../ground/store/testing.ts';
import { type RunningServer, startServer } from './server.ts';

let store: TestStore;
let sequencer: Sequencer;
let server: RunningServer;
let home: string;
let cookie: string;
const faults: unknown[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'selvedge-hostile-'));
  store = await testStore();
  sequencer = await startSequencer(store, openKeys(home));
  const limits = { actor: 1e6, address: 1e6, badCredentials: 1e6 };
  server = await startServer({
    store,
    sequencer,
    home,
    webRoot: home,
    port: 0,
    limits,
    onFault: (error) => faults.push(error),
  });
  const token = new URL(await server.signInLink()).hash.slice(1);
  const answer = await send('POST', '/session', { token });
  cookie = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
});
afterAll(async () => {
  await server.close();
  await sequencer.stop();
  await store.close();
  rmSync(home, { recursive: true });
});

function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}${apiBase}${path}`, {
    method,
    headers: { 'x-selvedge-client': 'test', 'content-type': 'application/json', ...(cookie && { cookie }), ...headers },
    ...(method === 'POST' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

/** A small, seeded generator: the same requests at every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Member {
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly type?: string;
  readonly items?: Member;
}

const junk: readonly unknown[] = [
  '',
  '\u0000',
  '\uD800',
  'x'.repeat(5000),
  "'; drop table person; --",
  '../../etc/passwd',
  '%00',
  '\u202E',
  '__proto__',
  '-1',
  '1e400',
  0,
  -1,
  1.5,
  2 ** 53,
  -(2 ** 31) - 1,
  true,
  null,
  [],
  {},
  [[[[[]]]]],
  { constructor: { prototype: {} } },
  '0000-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '2026-02-30',
  'WyJhIl0',
  'W10',
  'WyIwMDAwLTAxLTAxVDAwOjAwOjAwLjAwMFoiLCJhIl0',
];

function valueFor(member: Member, next: () => number): unknown {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  if (next() < 0.4) return pick(junk);
  if (member.enum !== undefined) return pick(member.enum);
  if (member.items !== undefined) return [valueFor(member.items, next)];
  const prefix = /^\^(\w+)_/.exec(member.pattern ?? '')?.[1];
  if (prefix === 'fnd') return `fnd_${'0'.repeat(32)}`;
  if (prefix !== undefined) return `${prefix}_019aa000-0000-7000-8000-000000000001`;
  if (member.type === 'integer') return Math.floor(next() * 600) - 10;
  return pick([
    'shop',
    'A reason that is long enough',
    '2027-01-01',
    ...junk.filter((value) => typeof value === 'string'),
  ]);
}

function membersOf(schema: ReturnType<typeof jsonSchemaOf>): [string, Member][] {
  const { $defs, properties } = schema as {
    $defs?: Record<string, Member>;
    properties?: Record<string, Member & { $ref?: string }>;
  };
  return Object.entries(properties ?? {}).map(([name, member]) => [
    name,
    (member.$ref && $defs?.[member.$ref.slice(8)]) || member,
  ]);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

async function bombard(operation: Operation, seed: number): Promise<void> {
  const next = random(seed);
  const { method, path, rest } = routeOf(operation);
  const inPath = membersOf(jsonSchemaOf(pathOf(operation), 'input'));
  const members = membersOf(jsonSchemaOf(restOf(operation), 'input')).filter(() => next() < 0.8);
  const url = inPath.reduce(
    (text, [name, member]) =>
      text.replace(`:${name}`, encodeURIComponent(asText(valueFor(member, next)).toWellFormed()) || 'x'),
    path,
  );
  const input = Object.fromEntries(members.map(([name, member]) => [name, valueFor(member, next)]));
  const query = new URLSearchParams(
    Object.entries(input).map(([name, value]): [string, string] => [name, asText(value)]),
  );
  const answer = await send(method, rest === 'query' ? `${url}?${query.toString()}` : url, input);
  const text = await answer.text();
  expect(answer.status, `${method} ${url} ${JSON.stringify(input).slice(0, 300)} → ${text.slice(0, 300)}`).toBeLessThan(
    500,
  );
  if (answer.status >= 400)
    expect(JSON.parse(text)).toMatchObject({
      detail: expect.any(String) as string,
      remedy: expect.any(String) as string,
    });
}

describe('hostile requests', () => {
  it.each(operations.map((operation) => [operation.name, operation] as const))(
    'to %s are answered or refused, and are never a fault',
    async (_, operation) => {
      for (let seed = 1; seed <= 60; seed++) await bombard(operation, seed);
      expect(faults).toEqual([]);
    },
  );

  it('that are no HTTP that we speak are refused', async () => {
    for (const [method, path] of [
      ['PUT', '/subjects'],
      ['TRACE', '/subjects'],
      ['POST', '/findings'],
      ['GET', '/'],
      ['GET', '//evil.example/%2e%2e'],
    ] as const) {
      const status = await fetch(`${server.url}${apiBase}${path}`, { method }).then(
        (answer) => answer.status,
        () => 400,
      );
      expect([400, 401, 404, 405]).toContain(status);
    }
  });
});

describe('another organisation over HTTP', () => {
  it('reads nothing of this one, whatever it asks for [2:tenant-isolation]', async () => {
    const project = 'prj_019aa000-0000-7000-8000-000000000009';
    const { result } = (await (
      await send('POST', '/subjects', { project, kind: 'repository', identity: project, name: 'ours' })
    ).json()) as { result: { id: string } };
    const other = await store.system((tx) => addOrganisation(tx, { name: 'Others' }, now()));
    const { token } = await store.system((tx) =>
      createToken(
        tx,
        {
          organisation: other.id,
          name: 'spy',
          scopes: ['read', 'submit', 'decide'],
          createdBy: 'system:test' as never,
          days: 1,
        },
        now(),
      ),
    );
    const authorization = `Bearer ${token}`;
    for (const path of [
      '/subjects',
      '/findings',
      '/decisions',
      '/exceptions',
      '/log/entries',
      '/events',
      '/keys',
      `/subjects?project=${project}`,
    ]) {
      const answer = await send('GET', path, undefined, { authorization });
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ items: [] });
    }
    const gate = await send('POST', '/gates/merge/decisions', { subject: result.id }, { authorization });
    expect(gate.status).toBe(404);
  });
});
