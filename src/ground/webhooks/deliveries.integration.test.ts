import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { append, openKeys, type Sequencer, startSequencer } from '#ground/ledger';
import { ActorId, type Instant, now, type OrganisationId, type WebhookId } from '#ground/model';
import { addOrganisation } from '#ground/people';
import { testStore, type TestStore } from '../store/testing.ts';
import { type Deliveries, type DeliveryOptions, startDeliveries } from './deliveries.ts';
import { secretOf } from './signature.ts';
import { addWebhook, listWebhooks } from './store.ts';

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const actor = ActorId.parse('system:test');
const key = Buffer.alloc(32, 7);
let store: TestStore;
let sequencer: Sequencer;
let home: string;
let organisation: OrganisationId;
let receiver: Server;
let url: string;
let received: Received[];
let status: number;
let time: Date;
let deliveries: Deliveries;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'selvedge-webhooks-'));
  store = await testStore();
  sequencer = await startSequencer(store, openKeys(home));
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.writeHead(status, { location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
afterAll(async () => {
  receiver.close();
  await sequencer.stop();
  await store.close();
  rmSync(home, { recursive: true });
});
beforeEach(async () => {
  organisation = (await store.system((tx) => addOrganisation(tx, { name: 'Weavers' }, now()))).id;
  received = [];
  status = 204;
  time = new Date();
  deliveries = start({});
});
afterEach(async () => {
  await deliveries.stop();
  await store.system((tx) => tx.query('delete from webhook'));
});

function clock(): Instant {
  return time.toISOString() as Instant;
}

function data({ id, body }: { id: string; body?: unknown }): Promise<object> {
  return Promise.resolve({ id, body });
}

function start(over: Partial<DeliveryOptions>): Deliveries {
  // By hand: no look comes between those of a test.
  return startDeliveries({ store, key, clock, data, allowPrivate: true, every: 3_600_000, ...over });
}

function listen(types: string[] = [], to = url): Promise<{ id: WebhookId }> {
  const wish = { organisation, url: to, types, by: actor, lastEntry: undefined };
  return store.transaction({ organisation }, (tx) => addWebhook(tx, wish, now()));
}

async function happens(type: string): Promise<string> {
  const { entry } = await store.transaction({ organisation }, (tx) =>
    append(tx, { type, organisation, actor, body: { n: 1 } }),
  );
  await sequencer.waitFor(entry);
  return entry;
}

function webhooks() {
  return store.transaction({ organisation }, listWebhooks);
}

function later(seconds: number): void {
  time = new Date(time.getTime() + seconds * 1000);
}

describe('a webhook', () => {
  it('gets what it listens for, once, signed as Standard Webhooks says [2:webhooks]', async () => {
    const { id } = await listen(['gates.decide']);
    const entry = await happens('gates.decide');
    await happens('subjects.register');
    await deliveries.look();
    await deliveries.look();

    expect(received).toHaveLength(1);
    const { headers, body } = received[0]!;
    expect(JSON.parse(body)).toMatchObject({ type: 'gates.decide', data: { id: entry, body: { n: 1 } } });
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const signature = createHmac('sha256', secretOf(key, id)).update(signed).digest('base64');
    expect(headers).toMatchObject({ 'webhook-id': entry, 'webhook-signature': `v1,${signature}` });
    expect(await webhooks()).toMatchObject([{ waiting: 0, lastAttempt: { ok: true, status: 204 }, disabledAt: null }]);
  });

  it('that fails is tried again, later each time, and gets the same message', async () => {
    await listen();
    status = 500;
    await happens('gates.decide');
    await deliveries.look();
    await deliveries.look();
    expect(received).toHaveLength(1);
    expect(await webhooks()).toMatchObject([
      { waiting: 1, lastAttempt: { ok: false, status: 500, detail: 'HTTP 500' } },
    ]);

    later(6);
    await deliveries.look();
    expect(received).toHaveLength(2);
    later(6);
    await deliveries.look();
    expect(received).toHaveLength(2);
    later(300);
    status = 200;
    await deliveries.look();
    later(100_000);
    await deliveries.look();
    expect(received).toHaveLength(3);
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await webhooks()).toMatchObject([{ waiting: 0, lastAttempt: { ok: true } }]);
  });

  it('is disabled after five days of failures, and that is an entry', async () => {
    const { id } = await listen(['gates.decide']);
    status = 503;
    await happens('gates.decide');
    await deliveries.look();
    later(6 * 86_400);
    await deliveries.look();
    expect(await webhooks()).toMatchObject([{ waiting: 0, disabledAt: expect.any(String) as string }]);
    const entries = await store.system((tx) =>
      tx.query<{ body: string }>("select body from ledger_entry where type = 'webhooks.disabled'"),
    );
    expect(JSON.parse(entries.at(-1)?.body ?? '')).toMatchObject({ webhook: id, detail: 'HTTP 503' });
    await happens('gates.decide');
    later(86_400);
    expect(await deliveries.look()).toBe(0);
  });

  it('is not led elsewhere by a redirect', async () => {
    await listen();
    status = 302;
    await happens('gates.decide');
    await deliveries.look();
    expect(received).toHaveLength(1);
    expect(await webhooks()).toMatchObject([{ lastAttempt: { ok: false, status: 302 } }]);
  });

  it('reaches no private address, by number or by name, unless the server was told to allow it [2:webhook-ssrf]', async () => {
    const careful = start({ allowPrivate: false });
    await listen();
    await listen([], url.replace('127.0.0.1', 'localhost'));
    await happens('gates.decide');
    expect(await careful.look()).toBe(2);
    await careful.stop();
    expect(received).toEqual([]);
    for (const { lastAttempt } of await webhooks())
      expect(lastAttempt?.detail).toMatch(/not a public address|no address that is public/);
  });

  it('gets nothing of another organisation', async () => {
    await listen();
    const other = (await store.system((tx) => addOrganisation(tx, { name: 'Others' }, now()))).id;
    const { entry } = await store.transaction({ organisation: other }, (tx) =>
      append(tx, { type: 'gates.decide', organisation: other, actor, body: {} }),
    );
    await sequencer.waitFor(entry);
    await deliveries.look();
    expect(received).toEqual([]);
  });

  it('is sent to once by two servers on one database', async () => {
    const second = start({});
    await listen();
    for (let i = 0; i < 8; i++) await happens('gates.decide');
    for (let i = 0; i < 3; i++) await Promise.all([deliveries.look(), second.look()]);
    await second.stop();
    expect(received).toHaveLength(8);
  });
});
