import { describe, expect, it } from 'vitest';
import { readEntry } from '#ground/ledger';
import { digestBytes, newId, now, type ProjectId } from '#ground/model';
import { type Actor } from '#ground/people';
import { operations } from '../operations.generated.ts';
import { webhookData } from '../webhook-data.ts';
import { listDecisionsOperation } from './decisions.list.ts';
import { pollEvents } from './events.poll.ts';
import { readEvidenceOperation } from './evidence.read.ts';
import { submitEvidence } from './evidence.submit.ts';
import { acceptFinding } from './exceptions.accept.ts';
import { approveException } from './exceptions.approve.ts';
import { endException } from './exceptions.end.ts';
import { listExceptions } from './exceptions.list.ts';
import { countFindings } from './findings.counts.ts';
import { listFindingsOperation } from './findings.list.ts';
import { readFindingOperation } from './findings.read.ts';
import { decideGate } from './gates.decide.ts';
import { readLogEntry } from './log.entry.ts';
import { readLog } from './log.read.ts';
import { invitePerson } from './people.invite.ts';
import { registerSubjectOperation } from './subjects.register.ts';
import { listSubjectsOperation } from './subjects.list.ts';
import { createTokenOperation } from './tokens.create.ts';
import { registerWebhook } from './webhooks.register.ts';
import { inDays, leak, newSubject, owner, person, run, statementOf, store, stranger } from './testing.ts';

describe('another organisation', () => {
  it('reads nothing, decides nothing and changes nothing of this one [2:tenant-isolation]', async () => {
    const { subject, project } = await newSubject();
    const { entry, result } = await run(submitEvidence, { subject, statement: statementOf(leak('mine')) });
    await run(decideGate, { stage: 'merge', subject });
    const [finding] = (await run(listFindingsOperation, { project })).result.items;
    const { id: exception } = (
      await run(acceptFinding, { finding: finding!.id, project, reason: 'So that there is one', until: inDays(2) })
    ).result;

    expect((await run(listSubjectsOperation, { project }, stranger)).result.items).toEqual([]);
    expect((await run(listFindingsOperation, {}, stranger)).result.items).toEqual([]);
    expect((await run(listDecisionsOperation, { latest: false }, stranger)).result.items).toEqual([]);
    expect((await run(listExceptions, {}, stranger)).result.items).toEqual([]);
    expect((await run(countFindings, {}, stranger)).result.total).toBe(0);
    expect(
      (await run(readLog, { order: 'oldest' }, stranger)).result.items.every(({ actor }) => actor === stranger.id),
    ).toBe(true);
    for (const attempt of [
      () => run(readFindingOperation, { finding: finding!.id }, stranger),
      () => run(readLogEntry, { entry: entry!.id }, stranger),
      () => run(readEvidenceOperation, { evidence: result.id }, stranger),
      () => run(submitEvidence, { subject, statement: statementOf() }, stranger),
      () => run(decideGate, { stage: 'merge', subject }, stranger),
      () => run(endException, { exception, reason: 'I want it gone now' }, stranger),
      () => run(approveException, { exception }, stranger),
      () => run(acceptFinding, { finding: finding!.id, reason: 'Not mine to accept', until: inDays(2) }, stranger),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'not-found' });
    }
  });
});

describe('events', () => {
  it('are read on from a cursor, each once, in the order of the log [2:event-feed]', async () => {
    const reader = await person('Reader', 'auditor', stranger);
    const start = (await run(pollEvents, { limit: 500 }, reader)).result;
    for (let i = 0; i < 5; i++) await newSubject(stranger);
    const first = (await run(pollEvents, { cursor: start.next, limit: 2 }, reader)).result;
    const second = (await run(pollEvents, { cursor: first.next, limit: 100 }, reader)).result;
    const third = (await run(pollEvents, { cursor: second.next }, reader)).result;
    expect(first).toMatchObject({ more: true });
    expect([...first.items, ...second.items].map(({ type }) => type)).toEqual(
      Array.from({ length: 5 }, () => 'subjects.register'),
    );
    expect(third).toMatchObject({ items: [], next: second.next, more: false });
    const none = (await run(pollEvents, { cursor: start.next, type: ['gates.decide'] }, reader)).result;
    expect(none.items).toEqual([]);
    await expect(run(pollEvents, { cursor: 'WyJ4Il0' }, reader)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

function machine(over: Partial<Actor> = {}): Actor {
  return { ...owner, id: newId('tok'), kind: 'machine', name: 'ci', roles: ['machine'], scopes: ['read'], ...over };
}

async function feed(reader: Actor): Promise<Map<string, { project: unknown; body?: unknown }>> {
  const seen = new Map<string, { project: unknown; body?: unknown }>();
  for (let cursor: string | undefined, more = true; more;) {
    const { result } = await run(pollEvents, { cursor, limit: 500 }, reader);
    for (const item of result.items) seen.set(item.id, item);
    [cursor, more] = [result.next, result.more];
  }
  return seen;
}

describe('the body of an entry', () => {
  const url = 'https://hooks.example.com/services/T0/B0/hunter2';

  it('is kept from whoever may not list what it tells of; type, time and commitment are not', async () => {
    const developer = await person('Nosy', 'developer');
    const hook = (await run(registerWebhook, { url })).entry!.id;
    const token = (await run(createTokenOperation, { name: 'reader', scopes: ['read'] })).entry!.id;
    const invited = (await run(invitePerson, { name: 'Ada', roles: ['developer'] })).entry!.id;
    const { entry } = await run(registerSubjectOperation, {
      project: newId<ProjectId>('prj'),
      kind: 'repository',
      identity: 'x',
      name: 'shop',
    });
    for (const [reader, hidden] of [
      [owner, []],
      [await person('Aud', 'auditor'), []],
      [developer, [hook, token]],
      [machine(), [hook, token, invited]],
    ] as const) {
      const events = await feed(reader);
      for (const id of [hook, token, invited, entry!.id]) {
        const isHidden = (hidden as readonly string[]).includes(id);
        expect(events.get(id)?.body === undefined).toBe(isHidden);
        const { result } = await run(readLogEntry, { entry: id }, reader);
        expect([result.body === undefined, result.salt === undefined]).toEqual([isHidden, isHidden]);
        expect(JSON.parse(result.leaf)).toMatchObject({
          id,
          type: result.type,
          commitment: expect.any(String) as string,
        });
      }
    }
  });

  it('of a webhook has its origin and the digest of its URL, so that no path that is a secret is kept for good', async () => {
    const { result, entry } = await run(registerWebhook, { url });
    expect(result.url).toBe(url);
    const { body } = (await run(readLogEntry, { entry: entry!.id })).result;
    expect(body).toMatchObject({
      input: { url: 'https://hooks.example.com/…', urlDigest: digestBytes(url) },
      result: { id: result.id, url: 'https://hooks.example.com/…' },
    });
    expect(JSON.stringify(body)).not.toContain('hunter2');
    const rows = await store.system((tx) => tx.query("select body from ledger_entry where body like '%hunter2%'"));
    expect(rows).toEqual([]);
  });

  it('and the entry itself are not for a token of one project when they belong to none, or to another', async () => {
    const { project } = await newSubject();
    await newSubject();
    const ofAll = (await run(invitePerson, { name: 'Bob', roles: ['auditor'] })).entry!.id;
    const token = machine({ project });
    const events = await feed(token);
    expect([...events.values()].map((event) => event.project)).toEqual([project]);
    const listed = (await run(readLog, { limit: 100 }, token)).result.items;
    expect(listed.map((item) => item.project)).toEqual([project]);
    await expect(run(readLogEntry, { entry: ofAll }, token)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('goes to a webhook only while whoever registered it may read it', async () => {
    const { entry } = await run(createTokenOperation, { name: 'told', scopes: ['read'] });
    const told = await store.transaction({ organisation: owner.organisation! }, (tx) => readEntry(tx, entry!.id));
    const data = webhookData({ store, clock: now });
    const boss = await person('Boss', 'owner');
    expect((await data(told!, boss.id)).body).toBeDefined();
    expect((await data(told!, (await person('Dev', 'developer')).id)).body).toBeUndefined();
    await store.system((tx) => tx.query("update person set roles = '{developer}' where id = $1", [boss.id]));
    expect(await data(told!, boss.id)).toMatchObject({ id: told!.id, type: 'tokens.create' });
    expect((await data(told!, boss.id)).body).toBeUndefined();
    expect((await data(told!, 'usr_nobody' as Actor['id'])).body).toBeUndefined();
  });
});

describe('every operation', () => {
  it('has a name of its own, and a route of its own', () => {
    expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length);
    expect(new Set(operations.map(({ http }) => http.replaceAll(/:\w+/g, ':'))).size).toBe(operations.length);
    for (const { http, kind } of operations) expect(http.startsWith('GET ')).toBe(kind === 'query');
  });
});
