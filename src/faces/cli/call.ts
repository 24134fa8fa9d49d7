import { readFileSync } from 'node:fs';
import { apiBase, clientHeader } from '#ground/operations';
import { type ApiOperation, type Member, operationsOf, valueOf } from './api-document.ts';
import { explainFailure } from './failure.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';

export interface CallRequest {
  /** Absent: list what the server can do. */
  readonly operation?: string;
  /** `name=value`, or `name=@FILE` for a member that is JSON. */
  readonly members: readonly string[];
  readonly server: string;
  readonly token?: string;
  /** A one-time link, spent on this call. */
  readonly signIn?: string;
  readonly idempotencyKey?: string;
  readonly wait: boolean;
}

/** A call that cannot be made, or that the server refused. */
class CallError extends Error {
  readonly code: 'usage' | 'unreachable' | 'refused';
  readonly remedy: string | undefined;

  constructor(code: CallError['code'], message: string, remedy?: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.remedy = remedy;
  }
}

/**
 * `selvedge call OPERATION name=value …`: any operation of a server, as its own document declares it. Prints the answer as
 * JSON; the exit code is the gate's where the answer has one.
 */
export async function runCall(request: CallRequest, terminal: Terminal): Promise<number> {
  try {
    const known = operationsOf(await ask(request, `${apiBase}/openapi.json`, {}));
    if (request.operation === undefined) {
      terminal.out(listed(known, terminal));
      return 0;
    }
    const operation = known.find(({ name }) => name === request.operation);
    if (operation === undefined)
      throw new CallError(
        'usage',
        `The server has no operation ${request.operation}`,
        'selvedge call lists what it has',
      );
    const answer = await perform(operation, request);
    terminal.out(`${inert(JSON.stringify(answer, undefined, 2))}\n`);
    return exitCodeIn(answer);
  } catch (error) {
    return explainFailure(error, terminal);
  }
}

async function perform(operation: ApiOperation, request: CallRequest): Promise<unknown> {
  const given = read(operation, request.members);
  if (request.wait) given.set('wait', 'proof');
  const of = (place: Member['in']) =>
    operation.members.flatMap((member) =>
      member.in === place && given.has(member.name) ? [[member.name, given.get(member.name)] as const] : [],
    );
  const path = of('path').reduce(
    (text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(String(value))),
    operation.path,
  );
  const query = new URLSearchParams(
    of('query').flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, typeof one === 'string' ? one : JSON.stringify(one)]),
    ),
  );
  const hasBody = operation.members.some((member) => member.in === 'body') || operation.method === 'POST';
  const cookie = request.signIn === undefined ? undefined : await signIn(request, request.signIn);
  return ask(request, query.size === 0 ? path : `${path}?${query.toString()}`, {
    method: operation.method,
    headers: {
      ...(cookie !== undefined && { cookie }),
      ...(request.token !== undefined && { authorization: `Bearer ${request.token}` }),
      ...(request.idempotencyKey !== undefined && { 'idempotency-key': request.idempotencyKey }),
      ...(hasBody && { 'content-type': 'application/json' }),
    },
    ...(hasBody && { body: JSON.stringify(Object.fromEntries(of('body'))) }),
  });
}

function read(operation: ApiOperation, words: readonly string[]): Map<string, unknown> {
  const byName = new Map(
    operation.members.filter((member) => member.in !== 'header').map((member) => [member.name, member]),
  );
  const usage = `it takes ${[...byName.values()].map(({ name, required }) => (required ? `${name}=…` : `[${name}=…]`)).join(' ')}`;
  const given = new Map<string, unknown>();
  for (const word of words) {
    const split = word.indexOf('=');
    const member = byName.get(word.slice(0, Math.max(split, 0)));
    if (split < 0 || member === undefined)
      throw new CallError('usage', `${operation.name} has no member for ${word.slice(0, 80)}`, usage);
    const text = word.slice(split + 1);
    try {
      given.set(
        member.name,
        valueOf(member, member.type === 'json' && text.startsWith('@') ? readFileSync(text.slice(1), 'utf8') : text),
      );
    } catch (error) {
      throw new CallError('usage', error instanceof Error ? error.message : String(error), usage, { cause: error });
    }
  }
  const missing = [...byName.values()].filter(({ name, required }) => required && !given.has(name));
  if (missing.length > 0)
    throw new CallError('usage', `${operation.name} needs ${missing.map(({ name }) => name).join(', ')}`, usage);
  return given;
}

/** Spends a one-time link (`…/sign-in#TOKEN`) and returns the session's cookie. */
async function signIn(request: CallRequest, link: string): Promise<string> {
  const token = link.slice(link.indexOf('#') + 1);
  const answer = await send(request, `${apiBase}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  await resultOf(answer);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ');
}

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function ask(request: CallRequest, path: string, init: Sent): Promise<unknown> {
  return resultOf(await send(request, path, init));
}

async function send({ server }: CallRequest, path: string, init: Sent): Promise<Response> {
  const url = URL.parse(path, server);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new CallError('usage', `${server} is no address of a server`, 'such as http://127.0.0.1:4747');
  try {
    // A token goes to the server that was named, and nowhere that it points at.
    return await fetch(url, {
      ...init,
      redirect: 'error',
      headers: { accept: 'application/json', [clientHeader]: 'cli', ...init.headers },
    });
  } catch (error) {
    throw new CallError(
      'unreachable',
      `${url.origin} does not answer`,
      'start it with selvedge start, or name another by --server',
      { cause: error },
    );
  }
}

async function resultOf(answer: Response): Promise<unknown> {
  const body = (await answer.json().catch(() => undefined)) as { detail?: unknown; remedy?: unknown } | undefined; // read with care below
  if (answer.ok && body !== undefined) return body;
  const detail =
    typeof body?.detail === 'string' ? body.detail : `The server answered ${answer.status}, and not as Selvedge does.`;
  throw new CallError('refused', detail, typeof body?.remedy === 'string' ? body.remedy : undefined);
}

function listed(operations: readonly ApiOperation[], { style }: Terminal): string {
  return operations
    .map(({ name, summary }) => `${style.bold(visible(name).padEnd(20))} ${visible(summary)}\n`)
    .join('');
}

/** A gate's decision ends with the gate's code, so that a pipeline needs nothing else. */
function exitCodeIn(answer: unknown): number {
  const { result, exitCode } = answer as { result?: { exitCode?: unknown }; exitCode?: unknown }; // an object: the server answers no other
  const code = result?.exitCode ?? exitCode;
  return code === 1 || code === 3 ? code : 0;
}

/** JSON escapes control characters below U+0020 alone; the others, and marks of direction, could drive a terminal. */
function inert(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
