import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';
import { jsonSchemaOf, OperationError } from '#ground/operations';
import { HttpProblem } from './problem.ts';

/** What a route's `schema` holds here: the zod schema that the operation declares. */
export interface PartSchema {
  readonly zod: z.ZodObject;
}

// Formats stand beside a pattern that says the same; Ajv would need a package more for them.
const strict = new Ajv2020({ strict: true, strictTypes: false, allErrors: false, validateFormats: false });
const coercing = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false, coerceTypes: 'array' });

/**
 * Checks bodies as they are, and queries and paths after turning their text into numbers and lists. Ajv says yes quickly; for a
 * no, zod is asked again, which explains better. Compiled at the first request: a start does not wait for routes that nobody asks.
 */
export const validatorCompiler: FastifySchemaCompiler<PartSchema> = ({ schema: { zod }, httpPart }) => {
  const ajv = httpPart === 'body' ? strict : coercing;
  let compiled: ValidateFunction | undefined;
  return (data: unknown) => {
    compiled ??= ajv.compile(jsonSchemaOf(zod, 'input'));
    try {
      if (compiled(data)) return { value: data };
      const parsed = zod.safeParse(data);
      return parsed.success ? { value: data } : { error: invalid(httpPart ?? 'body', parsed.error.issues) };
    } catch (error) {
      // A text of megabytes where a short one is meant: V8's regular expressions run out of stack on it.
      if (!(error instanceof RangeError)) throw error;
      return { error: invalid(httpPart ?? 'body', [{ path: [], message: 'a text in it is far too long' }]) };
    }
  };
};

const places: Readonly<Record<string, string>> = { body: 'body', querystring: 'query', params: 'path' };

function invalid(part: string, found: readonly Pick<z.core.$ZodIssue, 'path' | 'message'>[]): HttpProblem {
  const issues = found.slice(0, 20).map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  const [first] = issues;
  const where = first === undefined || first.path === '' ? '' : `${first.path}: `;
  return new HttpProblem(400, 'invalid-input' satisfies OperationError['code'], {
    title: 'The input is not valid',
    detail: `The ${places[part] ?? part} of the request is not valid: ${where}${first?.message ?? ''}.`,
    remedy: 'Compare it with the schema in /api/v1/openapi.json.',
    issues,
  });
}
