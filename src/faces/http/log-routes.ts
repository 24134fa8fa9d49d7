import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { health, PublicLogError, publicLog } from '#flows/public-log';
import type { ExecuteContext } from '#ground/operations';
import { HttpProblem, nowhere } from './problem.ts';

type Store = ExecuteContext['store'];

/** Verifiers read many small files: a log of a million entries has some 4,000 bundles. */
const forVerifiers = { config: { rateLimit: { max: 12_000, timeWindow: 60_000 } } };

export interface LogRouteOptions {
  /** Something stands in front, so that all requests come from this machine. */
  readonly isBehindProxy: boolean;
}

/** The log as c2sp.org/tlog-tiles says, without sign-in: commitments alone. `/logs/N/…` are the logs before the newest one. */
export function addLogRoutes(app: FastifyInstance, store: Store, { isBehindProxy }: LogRouteOptions): void {
  const log = publicLog(store);
  app.get('/checkpoint', forVerifiers, async (_request, reply) => sendCheckpoint(reply, await soon(log.checkpoint())));
  app.get('/vkey', forVerifiers, async (_request, reply) => sendText(reply, await soon(log.verifierKey())));
  app.get<{ Params: { '*': string } }>('/tile/*', forVerifiers, async (request, reply) => {
    const path = `tile/${request.params['*']}`;
    return sendTile(reply, path, await soon(log.tile(path))) ?? answerNowhere(request);
  });
  app.get('/logs', async () => ({ items: await soon(log.logs()) }));
  app.get<{ Params: { log: string } }>('/logs/:log/checkpoint', forVerifiers, async (request, reply) =>
    sendCheckpoint(reply, await soon(log.checkpoint(numberOf(request.params.log)))),
  );
  app.get<{ Params: { log: string; '*': string } }>('/logs/:log/tile/*', forVerifiers, async (request, reply) => {
    const path = `tile/${request.params['*']}`;
    return sendTile(reply, path, await soon(log.tile(path, numberOf(request.params.log)))) ?? answerNowhere(request);
  });
  addHealthRoute(app, store, isBehindProxy);
}

/** What was read; a 503 for whoever would wait too long. */
async function soon<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof PublicLogError)) throw error;
    throw new HttpProblem(
      503,
      'busy',
      {
        title: 'Busy with other readers of the log',
        detail: `At this moment ${error.message}.`,
        remedy: 'Ask again in a second; tiles that you have read do not change, keep them.',
      },
      { 'retry-after': '1' },
    );
  }
}

/** For whoever watches the server; asked of the database at most every half second, however often it is asked here. */
function addHealthRoute(app: FastifyInstance, store: Store, isBehindProxy: boolean): void {
  let last: { at: number; answer: ReturnType<typeof health> } | undefined;
  app.get('/healthz', async (request, reply) => {
    const now = performance.now();
    if (last === undefined || now - last.at > 500) last = { at: now, answer: health(store) };
    const { ok, store: database, ledger } = await last.answer;
    // They name files and addresses of this machine.
    const isTold = !isBehindProxy && isFromHere(request);
    const problems = [database.problem, ledger?.problem].filter((problem) => problem !== undefined && isTold);
    return reply
      .code(ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ok, problems, log: ledger && { size: ledger.size, waiting: ledger.waiting } });
  });
}

/** From this machine, and by no proxy on it that says so. */
function isFromHere({ ip, headers }: FastifyRequest): boolean {
  const isLoopback = ip === '127.0.0.1' || ip === '::1' || ip === '::ffff:127.0.0.1';
  return isLoopback && !forwarding.some((name) => headers[name] !== undefined);
}

const forwarding = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

function sendCheckpoint(reply: FastifyReply, note: string | undefined): FastifyReply {
  reply.header('cache-control', 'no-cache');
  return sendText(reply, note);
}

function sendText(reply: FastifyReply, text: string | undefined): FastifyReply {
  if (text === undefined) {
    throw new HttpProblem(404, 'no-log', {
      title: 'No such log',
      detail: 'There is no such log in this database.',
      remedy: 'See /logs for those that there are.',
    });
  }
  return reply.type('text/plain; charset=utf-8').send(text);
}

/** A full tile never changes; a partial one is soon replaced, but what it holds stays true. */
function sendTile(reply: FastifyReply, path: string, bytes: Buffer | undefined): FastifyReply | undefined {
  if (bytes === undefined) return undefined;
  const lifetime = path.includes('.p/') ? 'max-age=3600' : 'max-age=31536000, immutable';
  return reply.header('cache-control', `public, ${lifetime}`).type('application/octet-stream').send(bytes);
}

function answerNowhere(request: Parameters<typeof nowhere>[0]): never {
  throw nowhere(request);
}

function numberOf(text: string): number {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 && number < 2 ** 31 ? number : 0;
}
