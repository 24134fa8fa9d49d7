import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import type { ExecuteContext } from '#ground/operations';
import { addLogRoutes } from './log-routes.ts';

const problem = 'the disk of /home/ada/.local/share/selvedge is full';

/** A database that does not answer. */
const store: ExecuteContext['store'] = {
  kind: 'embedded',
  transaction: () => Promise.reject(new Error(problem)),
  system: () => Promise.reject(new Error(problem)),
  health: () => Promise.resolve({ ok: false, kind: 'embedded' as const, version: undefined, milliseconds: 1, problem }),
  close: () => Promise.resolve(),
};

async function problemsSeen({
  isBehindProxy = false,
  ...request
}: {
  isBehindProxy?: boolean;
  headers?: Record<string, string>;
  from?: string;
}): Promise<unknown> {
  const app = Fastify();
  addLogRoutes(app, store, { isBehindProxy });
  const { headers = {}, from: remoteAddress = '127.0.0.1' } = request;
  const answer = await app.inject({ url: '/healthz', headers, remoteAddress });
  await app.close();
  expect(answer.statusCode).toBe(503);
  return answer.json<{ problems: unknown }>().problems;
}

describe('health', () => {
  it('tells whoever asks on this machine what is wrong', async () => {
    expect(await problemsSeen({})).toEqual([problem]);
    expect(await problemsSeen({ from: '::1' })).toEqual([problem]);
  });

  it('names no path of this machine to anybody else, nor to whom a proxy on it brings', async () => {
    expect(await problemsSeen({ from: '192.0.2.7' })).toEqual([]);
    expect(await problemsSeen({ isBehindProxy: true })).toEqual([]);
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
      expect(await problemsSeen({ headers: { [name]: '192.0.2.7' } })).toEqual([]);
  });
});
