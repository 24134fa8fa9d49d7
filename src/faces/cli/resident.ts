import { chmodSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import { hookSocket } from '#flows/hook-socket';
import type { HookAnswer, HookQuestion } from './resident.worker.ts';

/** Answers commit hooks while a server runs, so that a commit need not wait for Node's own start. */
export interface Resident {
  close(): Promise<void>;
}

/**
 * Listens on a socket in the data home that only its owner may open: `POST /staged` with a form of `root`, `index`, `dir`, `columns` and parts of the
 * environment. The answer is text: the exit code, a line break, and what the command would have printed. Undefined when another server
 * answers there already, or the system lets nobody listen; the hook then runs the command, as it does without a server.
 */
export async function startResident(home: string): Promise<Resident | undefined> {
  const path = hookSocket(home);
  if (process.platform === 'win32' || Buffer.byteLength(path) > longestPath || (await answers(path))) return undefined;
  const worker = lazyWorker();
  const server = createServer((request, response) => {
    void answer(request, (question) => worker.ask(question)).then(
      (text) => response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(text),
      () => fail(response),
    );
  });
  server.requestTimeout = 5_000;
  rmSync(path, { force: true });
  const isListening = await new Promise<boolean>((done) => {
    server.once('error', () => done(false));
    server.listen(path, () => done(true));
  });
  if (!isListening) return undefined;
  chmodSync(path, 0o600);
  server.unref();
  return {
    async close() {
      server.closeAllConnections();
      await new Promise((done) => {
        server.close(done);
      });
      await worker.close();
    },
  };
}

/** Of sun_path: 104 bytes with the last NUL on macOS, 108 on Linux. */
const longestPath = 103;
const mostBytes = 64 * 1024;

/** What is left by a server that ended without a word does not answer. */
function answers(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path, () => {
      socket.destroy();
      done(true);
    });
    socket.on('error', () => done(false));
  });
}

async function answer(request: IncomingMessage, ask: (question: HookQuestion) => Promise<HookAnswer>): Promise<string> {
  if (request.method !== 'POST' || request.url !== '/staged') throw new Error('there is nothing else to ask');
  const form = new URLSearchParams(await bodyOf(request));
  const field = (name: string): string => form.get(name) ?? '';
  if (field('root') === '') throw new Error('no root');
  const { code, text } = await ask({
    root: field('root'),
    index: field('index'),
    dir: field('dir'),
    isTerminal: field('terminal') === '1',
    columns: Number(field('columns')) || 80,
    environment: Object.fromEntries(
      ['TERM', 'LANG', 'LC_ALL', 'LC_CTYPE', 'NO_COLOR', 'FORCE_COLOR', 'CI'].flatMap((name) =>
        form.has(name) && field(name) !== '' ? [[name, field(name)]] : [],
      ),
    ),
  });
  return `${code}\n${text}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > mostBytes) throw new Error('too long');
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

/** The hook takes any other status as a reason to run the command itself. */
function fail(response: ServerResponse): void {
  if (!response.headersSent) response.writeHead(500);
  response.end();
}

interface LazyWorker {
  ask(question: HookQuestion): Promise<HookAnswer>;
  close(): Promise<void>;
}

/** A thread of its own, so that a large commit holds nothing else up; begun with the first question, and again when it died. */
function lazyWorker(): LazyWorker {
  let worker: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const askNow = (question: HookQuestion): Promise<HookAnswer> =>
    new Promise((resolve, reject) => {
      const asked = (worker ??= new Worker(
        new URL(import.meta.url.endsWith('.ts') ? './resident.worker.ts' : './resident.worker.mjs', import.meta.url),
        { stdout: true, stderr: true },
      ));
      asked.unref();
      const end = (then: () => void): void => {
        asked.off('message', onMessage).off('error', onEnd).off('exit', onEnd);
        then();
      };
      const onMessage = (message: HookAnswer): void => end(() => resolve(message));
      const onEnd = (): void => {
        worker = undefined;
        end(() => reject(new Error('the thread ended')));
      };
      asked.on('message', onMessage).on('error', onEnd).on('exit', onEnd);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
      asked.postMessage(question);
    });
  return {
    ask(question) {
      // One after the other: the thread's environment belongs to one question.
      const answered = last.then(() => askNow(question));
      last = answered.catch(() => undefined);
      return answered;
    },
    async close() {
      await worker?.terminate();
    },
  };
}
