import { z } from 'zod';
import type { Operation } from './operation.ts';

export const apiBase = '/api/v1';

/** Against cross-site request forgery: a page of another site cannot set it without a preflight, which is never answered. */
export const clientHeader = 'x-selvedge-client';

/** Where an operation is found over HTTP, and which members of its input travel where. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `apiBase`, with `:name` for members of the input. */
  readonly path: string;
  readonly inPath: readonly string[];
  /** Where the other members are. */
  readonly rest: 'query' | 'body';
}

/** Derives the route from `http: 'POST /findings/:finding/exceptions'`. */
export function routeOf(operation: Pick<Operation, 'http'>): Route {
  const space = operation.http.indexOf(' ');
  const method = operation.http.slice(0, space) as Route['method']; // the type of `http` says so
  const path = operation.http.slice(space + 1);
  const inPath = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  return { method, path, inPath, rest: method === 'POST' ? 'body' : 'query' };
}

/** The input's members that are not in the path, as a schema of their own. */
export function restOf(operation: Pick<Operation, 'http' | 'input'>): z.ZodObject {
  const { inPath } = routeOf(operation);
  return z.strictObject(Object.fromEntries(members(operation).filter(([name]) => !inPath.includes(name))));
}

/** The input's members that are in the path, as a schema of their own. */
export function pathOf(operation: Pick<Operation, 'http' | 'input'>): z.ZodObject {
  const { inPath } = routeOf(operation);
  return z.strictObject(Object.fromEntries(members(operation).filter(([name]) => inPath.includes(name))));
}

function members(operation: Pick<Operation, 'input'>): [string, z.ZodType][] {
  return Object.entries(operation.input.shape) as [string, z.ZodType][]; // an object schema's shape holds schemas
}
