/** The browser's view of the operations: types and a route table, without zod and without an import from src/. */
import { apiBase, clientHeader, jsonSchemaOf, type Operation, routeOf } from '#ground/operations';
import type { Generator } from '../generate.ts';
import { type Schema, typeOf } from '../api/print-types.ts';

export const generator: Generator = {
  output: 'web/src/api.generated.ts',
  async generate() {
    const { operations } = await import('#flows/operations.generated');
    return apiTypes(operations);
  },
};

/** The whole file: named types, inputs and outputs by operation, the route table. */
export function apiTypes(operations: readonly Operation[]): string {
  const inputs = operations.map(({ input }) => split(jsonSchemaOf(input, 'input')));
  const outputs = operations.map(({ output }) => split(jsonSchemaOf(output, 'output')));
  const sent = new Map(inputs.flatMap(({ named }) => named));
  const received = new Map(outputs.flatMap(({ named }) => named));
  const inputName = namesOfInputs(sent, received);
  const types = new Map([
    ...[...received].map(([name, schema]) => [name, typeOf(schema, same)] as const),
    ...[...sent].map(([name, schema]) => [inputName(name), typeOf(schema, inputName)] as const),
  ]);
  const contracts = operations.map(({ name, kind, summary }, i) =>
    [
      `  /** ${summary}. */`,
      `  '${name}': {`,
      `    kind: '${kind}';`,
      `    input: ${typeOf(inputs[i]?.whole ?? {}, inputName, '    ')};`,
      `    output: ${typeOf(outputs[i]?.whole ?? {}, same, '    ')};`,
      '  };',
    ].join('\n'),
  );
  return [
    '// Generated from src/flows/operations by tools/generate/api.ts. Do not edit: npm run generate.',
    '',
    `export const apiBase = '${apiBase}';`,
    '',
    '/** A page sends this header, with any value, on every command: another site cannot without asking (CORS). */',
    `export const clientHeader = '${clientHeader}';`,
    '',
    ...[...types].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, text]) => `export type ${name} = ${text};\n`),
    '/** What each operation takes and gives. A command answers `Recorded<output>`, a query its output. */',
    `export interface Operations {\n${contracts.join('\n')}\n}`,
    '',
    envelopes,
    '/** Members of the input named in `path` go there, the others into the query or the JSON body. */',
    `export const routes = {\n${operations.map(routeLine).join('\n')}\n} as const;`,
    '',
  ].join('\n');
}

function same(name: string): string {
  return name;
}

interface Split {
  readonly whole: Schema;
  readonly named: readonly (readonly [string, Schema])[];
}

function split(schema: Schema & { readonly $defs?: Readonly<Record<string, Schema>> }): Split {
  const { $defs, ...whole } = schema;
  return { whole, named: Object.entries($defs ?? {}) };
}

/** A type that may be sent in another form than it is received (defaults are optional) gets `Input` behind its name. */
function namesOfInputs(
  sent: ReadonlyMap<string, Schema>,
  received: ReadonlyMap<string, Schema>,
): (name: string) => string {
  const differs = new Set<string>();
  for (let before = -1; before !== differs.size;) {
    before = differs.size;
    const rename = (name: string): string => (differs.has(name) ? `${name}Input` : name);
    for (const [name, schema] of sent) {
      const twin = received.get(name);
      if (twin !== undefined && typeOf(schema, rename) !== typeOf(twin, same)) differs.add(name);
    }
  }
  return (name) => (differs.has(name) ? `${name}Input` : name);
}

function routeLine(operation: Operation): string {
  const { name, kind } = operation;
  const { method, path, rest } = routeOf(operation);
  return `  '${name}': { name: '${name}', kind: '${kind}', method: '${method}', path: '${path}', rest: '${rest}' },`;
}

const envelopes = `/** The answer to a command: its result, and its entry in the ledger; with \`?wait=proof\`, the entry's place and proof too. */
export interface Recorded<Result> {
  readonly result: Result;
  readonly entry: {
    readonly id: string;
    /** Base64 of SHA-256(0x00 ‖ leaf). */
    readonly leafHash: string;
    readonly proof?: InclusionProof;
  };
}

/** An error's body, RFC 9457, as application/problem+json. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  /** What happened, and to what. */
  readonly detail: string;
  /** What to do next. */
  readonly remedy: string;
  /** Members of the input that are wrong, as paths: reason, or scopes.0. */
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
}
`;
