import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeBase64, parseCheckpoint, verifyInclusion } from 'selvedge-verify';
import { openAdvisories } from '#ground/advisories';
import { openKeys, readLogs, rotateKey, type Sequencer, startSequencer } from '#ground/ledger';
import { ActorId, now, type OrganisationId } from '#ground/model';
import { type Actor, addOrganisation, addPerson, anonymous, systemActor } from '#ground/people';
import { testStore, type TestStore } from '../store/testing.ts';
import { DenialCounter } from './denials.ts';
import { execute, type ExecuteContext } from './execute.ts';
import { operation } from './operation.ts';

let store: TestStore;
let sequencer: Sequencer;
let home: string;
let organisation: OrganisationId;
let owner: Actor;
let developer: Actor;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'selvedge-door-'));
  store = await testStore();
  sequencer = await startSequencer(store, openKeys(home));
  organisation = (await store.system((tx) => addOrganisation(tx, { name: 'Weavers' }, now()))).id;
  owner = systemActor('test', organisation);
  developer = { ...owner, id: ActorId.parse('system:developer'), kind: 'person', name: 'Dev', roles: ['developer'] };
});
afterAll(async () => {
  await sequencer.stop();
  await store.close();
  rmSync(home, { recursive: true });
});

const addWeaver = operation({
  name: 'weavers.add',
  kind: 'command',
  summary: 'Add a weaver',
  http: 'POST /weavers',
  input: z.strictObject({ name: z.string().min(3), reason: z.string().optional() }),
  output: z.object({ name: z.string(), pin: z.string().optional() }),
  authorise: ({ tenant }) => ({ resource: { type: 'Organisation', id: tenant.organisation } }),
  async run({ input, tx, tenant, at }) {
    await addPerson(tx, { organisation: tenant.organisation, name: input.name, roles: ['developer'] }, at);
    if (input.name === 'fails') throw new Error('after the change');
    return { name: input.name, pin: '1234' };
  },
  shownOnce: ['pin'],
});

const countWeavers = operation({
  name: 'weavers.count',
  kind: 'query',
  summary: 'Count weavers',
  http: 'GET /weavers',
  input: z.strictObject({ name: z.string() }),
  output: z.object({ count: z.int() }),
  authorise: ({ tenant }) => ({ resource: { type: 'Organisation', id: tenant.organisation } }),
  async run({ input, tx }) {
    const [row] = await tx.query<{ count: number }>('select count(*)::int4 as count from person where name = $1', [
      input.name,
    ]);
    return { count: row?.count ?? 0 };
  },
});

function context(actor: Actor, more: Partial<ExecuteContext> = {}): ExecuteContext {
  const settings = {
    webhookKey: Buffer.alloc(32),
    allowPrivateWebhooks: false,
    advisories: () => openAdvisories(home),
  };
  return { store, actor, clock: now, settings, sequencer, ...more };
}

async function weavers(name: string): Promise<number> {
  return (await execute(countWeavers, { name }, context(owner))).result.count;
}

function entries(): Promise<{ id: string; type: string; actor: string; body: string }[]> {
  return store.system((tx) => tx.query('select id, type, actor, body from ledger_entry order by id'));
}

describe('a command', () => {
  it('answers with its result and the leaf hash of the entry that its transaction wrote [2:one-door]', async () => {
    const before = await entries();
    const { result, entry } = await execute(addWeaver, { name: 'Ada' }, context(owner));
    const [added, ...more] = (await entries()).slice(before.length);

    expect(result).toEqual({ name: 'Ada', pin: '1234' });
    expect(entry?.leafHash).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(more).toEqual([]);
    expect(added).toMatchObject({ id: entry?.id, type: 'weavers.add', actor: 'system:test' });
    expect(JSON.parse(added?.body ?? '')).toMatchObject({
      version: 1,
      operation: 'weavers.add',
      input: { name: 'Ada' },
      result: { name: 'Ada' },
      policy: { answer: 'allow', policies: ['owner'] },
    });
    expect(added?.body).not.toContain('1234');
  });

  it('that fails leaves neither a change nor an entry [2:one-door]', async () => {
    const before = await entries();
    await expect(execute(addWeaver, { name: 'fails' }, context(owner))).rejects.toThrow('after the change');
    expect(await weavers('fails')).toBe(0);
    expect(await entries()).toEqual(before);
  });

  it('that is denied changes nothing and is an entry that says who, what and why not [2:denied-is-an-entry]', async () => {
    const before = await entries();
    await expect(execute(addWeaver, { name: 'Eve' }, context(developer))).rejects.toMatchObject({
      code: 'denied',
      message: expect.stringContaining('Dev (developer) may not do weavers.add') as string,
      remedy: expect.stringContaining('Ask an owner') as string,
    });
    expect(await weavers('Eve')).toBe(0);
    const [denied, ...more] = (await entries()).slice(before.length);
    expect(more).toEqual([]);
    expect(denied).toMatchObject({ type: 'operation.denied', actor: 'system:developer' });
    expect(JSON.parse(denied?.body ?? '')).toMatchObject({ operation: 'weavers.add', policy: { answer: 'deny' } });
  });

  it('by nobody in particular is refused before the database is asked', async () => {
    const before = await entries();
    await expect(execute(addWeaver, { name: 'Ada' }, context(anonymous))).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    expect(await entries()).toEqual(before);
  });

  it('with bad input says which member is wrong, and writes nothing', async () => {
    const before = await entries();
    await expect(execute(addWeaver, { name: 'A', more: 1 }, context(owner))).rejects.toMatchObject({
      code: 'invalid-input',
      issues: [{ path: 'name' }, { path: '' }],
    });
    expect(await entries()).toEqual(before);
  });

  it('waits for its proof when asked to, and the proof is of its leaf', async () => {
    const { entry } = await execute(addWeaver, { name: 'Grace' }, context(owner, { wait: 'proof' }));
    expect(entry?.proof?.size).toBeGreaterThan(entry?.proof?.index ?? Infinity);
    expect(entry?.proof?.checkpoint).toContain(`\n${entry?.proof?.size}\n`);
  });
});

describe('a proof', () => {
  it('is of the log that the entry stands in, also when a new one began in between', async () => {
    const [before] = await readLogs(store);
    const rotating: Sequencer = {
      stop: () => sequencer.stop(),
      async waitFor(entry) {
        const index = await sequencer.waitFor(entry);
        await rotateKey(store, openKeys(home));
        return index;
      },
    };
    const { entry } = await execute(
      addWeaver,
      { name: 'Barbara' },
      context(owner, { wait: 'proof', sequencer: rotating }),
    );
    const { checkpoint, hashes, index, size } = entry!.proof!;
    const note = parseCheckpoint(checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1));
    expect(note).toMatchObject({ origin: before?.origin, size });
    const proof = hashes.map((hash) => decodeBase64(hash)!);
    verifyInclusion({ leaf: decodeBase64(entry!.leafHash)!, index, size, root: note.root, proof });
  });
});

describe('an idempotency key', () => {
  it('makes a repeated command answer the same and be done once, without what was shown once [2:idempotency]', async () => {
    const keyed = context(owner, { idempotencyKey: 'k-1' });
    const first = await execute(addWeaver, { name: 'Jean' }, keyed);
    const again = await execute(addWeaver, { name: 'Jean' }, keyed);

    expect(again).toEqual({ result: { name: 'Jean' }, entry: first.entry, repeated: true });
    expect(await weavers('Jean')).toBe(1);
  });

  it('is refused for another request', async () => {
    const keyed = context(owner, { idempotencyKey: 'k-2' });
    await execute(addWeaver, { name: 'Joan' }, keyed);
    await expect(execute(addWeaver, { name: 'June' }, keyed)).rejects.toMatchObject({ code: 'key-reused' });
    expect(await weavers('June')).toBe(0);
  });

  it('lets of sixteen commands at once exactly one be done', async () => {
    const keyed = context(owner, { idempotencyKey: 'k-3' });
    const answers = await Promise.all(Array.from({ length: 16 }, () => execute(addWeaver, { name: 'Radia' }, keyed)));
    expect(await weavers('Radia')).toBe(1);
    expect(new Set(answers.map(({ entry }) => entry?.id)).size).toBe(1);
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
  });

  it('is free again when its command failed', async () => {
    const keyed = context(owner, { idempotencyKey: 'k-4' });
    await expect(execute(addWeaver, { name: 'fails' }, keyed)).rejects.toThrow('after the change');
    await expect(execute(addWeaver, { name: 'Lynn' }, keyed)).resolves.toMatchObject({ repeated: false });
  });

  it('of one actor is not another’s', async () => {
    const other = systemActor('other', organisation);
    await execute(addWeaver, { name: 'Kay' }, context(owner, { idempotencyKey: 'k-5' }));
    const { repeated } = await execute(addWeaver, { name: 'Kay' }, context(other, { idempotencyKey: 'k-5' }));
    expect(repeated).toBe(false);
  });
});

describe('a query', () => {
  it('writes no entry, also when it is denied', async () => {
    const before = await entries();
    await weavers('Ada');
    const machine: Actor = { ...developer, kind: 'machine', roles: ['machine'], scopes: ['submit'] };
    await expect(execute(countWeavers, { name: 'Ada' }, context(machine))).rejects.toMatchObject({ code: 'denied' });
    expect(await entries()).toEqual(before);
  });

  it('cannot write: the database refuses', async () => {
    const sneaky = operation({
      ...countWeavers,
      run: async (call) => (await addWeaver.run({ ...call, input: { name: 'Sneaky' } }), { count: 0 }),
    });
    await expect(execute(sneaky, { name: 'x' }, context(owner))).rejects.toThrow(/read-only/);
  });
});

describe('the tenant', () => {
  it('of another organisation is refused', async () => {
    const other = await store.system((tx) => addOrganisation(tx, { name: 'Others' }, now()));
    await expect(
      execute(countWeavers, { name: 'Ada' }, context(owner, { tenant: { organisation: other.id } })),
    ).rejects.toMatchObject({ code: 'denied' });
    const stranger = systemActor('stranger', other.id);
    expect((await execute(countWeavers, { name: 'Ada' }, context(stranger))).result).toEqual({ count: 0 });
  });
});

describe('refusals of nobody in particular', () => {
  it('are one entry with their counts, however many there were [2:anonymous-denials]', async () => {
    const before = await entries();
    const denials = new DenialCounter(store, now);
    for (let i = 0; i < 1000; i++) denials.count(i % 10 === 0 ? 'bad-token' : 'no-credentials');
    await denials.flush(organisation);
    await denials.flush(organisation);
    const [entry, ...more] = (await entries()).slice(before.length);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ type: 'anonymous.denied', actor: 'anonymous' });
    expect(JSON.parse(entry?.body ?? '')).toMatchObject({ counts: { 'bad-token': 100, 'no-credentials': 900 } });
  });
});
