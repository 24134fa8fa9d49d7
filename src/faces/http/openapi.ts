import type { z } from 'zod';
import { apiBase, jsonSchemaOf, type JsonSchema, type Operation, pathOf, restOf, routeOf } from '#ground/operations';

/** The OpenAPI 3.1 document of the operations: nothing in it is written by hand but what all routes share. */
export function openApi(operations: readonly Operation[]): JsonSchema {
  const components = new Components();
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const operation of operations) {
    const { method, path } = routeOf(operation);
    const url = `${apiBase}${path.replaceAll(/:(\w+)/g, '{$1}')}`;
    (paths[url] ??= {})[method.toLowerCase()] = describe(operation, components);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Selvedge',
      version: '1',
      description: 'Commands answer with their entry in the ledger. Errors are problems as RFC 9457 has them.',
    },
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A machine’s token: slv_…' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'selvedge',
          description: 'Set by signing in with a one-time link.',
        },
      },
      schemas: { ...components.schemas(), Problem: problem, Entry: entry(components) },
    },
  };
}

function describe(operation: Operation, components: Components): JsonSchema {
  const { rest, inPath } = routeOf(operation);
  const isCommand = operation.kind === 'command';
  const output = components.add(operation.output, 'output');
  const query = isCommand ? [waitParameter, keyParameter] : parametersOf(restOf(operation), 'query', components);
  return {
    operationId: operation.name,
    summary: operation.summary,
    tags: [operation.name.split('.', 1)[0]],
    ...(inPath.length + query.length > 0 && {
      parameters: [...parametersOf(pathOf(operation), 'path', components), ...query],
    }),
    ...(rest === 'body' && {
      requestBody: { required: true, content: json(components.add(restOf(operation), 'input')) },
    }),
    responses: {
      200: {
        description: isCommand ? 'Done and recorded.' : 'Found.',
        content: json(isCommand ? recorded(output) : output),
      },
      default: {
        description: 'What happened, to what, and what to do next.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function parametersOf(schema: z.ZodObject, place: 'path' | 'query', components: Components): JsonSchema[] {
  const object = components.add(schema, 'input') as {
    properties?: Record<string, JsonSchema>;
    required?: readonly string[];
  }; // an object's schema
  return Object.entries(object.properties ?? {}).map(([name, member]) => ({
    name,
    in: place,
    required: place === 'path' || object.required?.includes(name) === true,
    schema: member,
  }));
}

function json(schema: JsonSchema): JsonSchema {
  return { 'application/json': { schema } };
}

function recorded(result: JsonSchema): JsonSchema {
  return {
    type: 'object',
    required: ['result', 'entry'],
    properties: { result, entry: { $ref: '#/components/schemas/Entry' } },
  };
}

const waitParameter = {
  name: 'wait',
  in: 'query',
  required: false,
  description: 'Answer when the entry has its place in the log, with the proof of it.',
  schema: { const: 'proof', type: 'string' },
};

const keyParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'A repeated request with the same key is done once and answered the same, for 24 hours.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

function entry(components: Components): JsonSchema {
  const proof = components.has('InclusionProof') ? { proof: { $ref: '#/components/schemas/InclusionProof' } } : {};
  return {
    type: 'object',
    required: ['id', 'leafHash'],
    properties: {
      id: { type: 'string' },
      leafHash: { type: 'string', description: 'Base64 of SHA-256(0x00 ‖ leaf), RFC 6962 section 2.1.' },
      ...proof,
    },
  };
}

const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'remedy'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string', description: 'What happened, and to what.' },
    remedy: { type: 'string', description: 'What to do next.' },
    issues: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};

/** Named schemas, collected under components; one that is sent in another form than it is received is there twice. */
class Components {
  readonly #schemas = new Map<string, JsonSchema>();

  /** The schema itself, with its named parts moved to the components. */
  add(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const { $defs = {}, ...whole } = jsonSchemaOf(schema, io) as JsonSchema & { $defs?: Record<string, JsonSchema> }; // as zod writes it
    const names = new Map(Object.keys($defs).map((name) => [name, io === 'input' ? `${name}Input` : name]));
    for (const [name, definition] of Object.entries($defs)) {
      this.#schemas.set(names.get(name) ?? name, relocated(definition, names));
    }
    return relocated(whole, names);
  }

  has(name: string): boolean {
    return this.#schemas.has(name);
  }

  schemas(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.#schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** `#/$defs/Name` becomes `#/components/schemas/Name`, wherever it stands. */
function relocated(schema: JsonSchema, names: ReadonlyMap<string, string>): JsonSchema {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) =>
        key === '$ref' && typeof member === 'string' ? [key, relocate(member, names)] : [key, visit(member)],
      ),
    );
  };
  return visit(schema) as JsonSchema; // an object stays one
}

function relocate(reference: string, names: ReadonlyMap<string, string>): string {
  const name = reference.replace('#/$defs/', '');
  return `#/components/schemas/${names.get(name) ?? name}`;
}
