import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  type Actor,
  apiBase,
  type Answer,
  execute,
  type ExecuteContext,
  type Operation,
  pathOf,
  restOf,
  routeOf,
} from '#ground/operations';
import { largeBodyGuard } from './large-bodies.ts';
import { HttpProblem } from './problem.ts';
import type { PartSchema } from './validate.ts';

const smallBody = 64 * 1024;

/** A command's own query: `?wait=proof` answers when the entry has its place in the log. */
const CommandQuery = z.strictObject({ wait: z.literal('proof').optional() });

/** What all routes of operations share. */
export interface Door extends Omit<ExecuteContext, 'actor' | 'idempotencyKey' | 'wait' | 'tenant'> {
  identify(request: FastifyRequest): Promise<Actor>;
}

/** One route per operation, made from its declaration alone. */
export function addOperationRoutes(app: FastifyInstance, operations: readonly Operation[], door: Door): void {
  const guardMemory = largeBodyGuard();
  for (const operation of operations) addRoute(app, operation, door, guardMemory);
}

function addRoute(
  app: FastifyInstance,
  operation: Operation,
  door: Door,
  guardMemory: ReturnType<typeof largeBodyGuard>,
): void {
  const { method, path, inPath, rest } = routeOf(operation);
  const isCommand = operation.kind === 'command';
  const query = isCommand ? CommandQuery : restOf(operation);
  app.route({
    method,
    url: `${apiBase}${path}`,
    bodyLimit: operation.maxBody ?? smallBody,
    schema: {
      querystring: part(query),
      ...(inPath.length > 0 && { params: part(pathOf(operation)) }),
      ...(rest === 'body' && { body: part(restOf(operation)) }),
    },
    // Before the body is read: a stranger's megabytes are not worth parsing.
    onRequest: async (request, reply) => {
      request.actor = await door.identify(request);
      if (rest === 'body') guardMemory(request, reply);
    },
    handler: async (request, reply) => {
      const input = { ...asObject(request.params), ...asObject(isCommand ? request.body : request.query) };
      const answer = await execute(operation, input, contextOf(request, door));
      return answerWith(reply, operation, answer);
    },
  });
}

function part(zod: z.ZodObject): PartSchema {
  return { zod };
}

function contextOf(request: FastifyRequest, door: Door): ExecuteContext {
  const { actor, headers, query } = request;
  if (actor === null) throw new Error('a route of an operation identifies its caller first');
  const { wait } = asObject(query);
  return {
    ...door,
    actor,
    idempotencyKey: idempotencyKeyOf(headers['idempotency-key']),
    wait: wait === 'proof' ? 'proof' : undefined,
  };
}

/** Visible ASCII, up to 255 (draft-ietf-httpapi-idempotency-key-header leaves the form to the server). */
function idempotencyKeyOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw new HttpProblem(400, 'invalid-input', {
    title: 'The idempotency key is not valid',
    detail: 'The Idempotency-Key is not one text of 1 to 255 visible ASCII characters.',
    remedy: 'Send a new UUID for each request, and the same one when you repeat it.',
  });
}

function answerWith(
  reply: FastifyReply,
  operation: Operation,
  { result, entry, repeated }: Answer<unknown>,
): FastifyReply {
  reply.header('cache-control', 'no-store').type('application/json');
  if (operation.kind === 'query' || entry === undefined) return reply.send(JSON.stringify(result));
  reply.header('x-selvedge-entry', entry.id).header('x-selvedge-leaf', entry.leafHash);
  if (repeated) reply.header('idempotency-replayed', 'true');
  return reply.send(JSON.stringify({ result, entry }));
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}; // members still unknown
}
