/** What the command line needs of a server's OpenAPI document, which the server derives from its operations. */
export interface ApiOperation {
  readonly name: string;
  readonly summary: string;
  readonly method: string;
  /** With `{name}` for members that travel in the path. */
  readonly path: string;
  readonly members: readonly Member[];
}

export interface Member {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'body';
  readonly required: boolean;
  /** JSON Schema's; `words` for a list of texts, `json` for anything but the simple ones. */
  readonly type: 'string' | 'number' | 'boolean' | 'words' | 'json';
}

/** A member that was given, as `name=value` on the command line. Throws TypeError that names what is wrong with it. */
export function valueOf({ name, type }: Member, text: string): unknown {
  if (type === 'string') return text;
  if (type === 'words' && !text.startsWith('[')) return text.split(',');
  try {
    const value: unknown = JSON.parse(text);
    if (type === 'json' || type === 'words' || typeof value === type) return value;
  } catch {
    // said below
  }
  throw new TypeError(
    `${name} is ${type === 'json' || type === 'words' ? 'JSON' : `a ${type}`}, not ${text.slice(0, 80)}`,
  );
}

/** The operations of a document, by name. What is not in the form that our servers give is left out. */
export function operationsOf(document: unknown): ApiOperation[] {
  const schemas = at(at(document, 'components'), 'schemas');
  return members(at(document, 'paths'))
    .flatMap(([path, methods]) =>
      members(methods).map(([method, declared]) => operationOf(path, method, declared, schemas)),
    )
    .filter((operation) => operation !== undefined)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function operationOf(path: string, method: string, declared: unknown, schemas: unknown): ApiOperation | undefined {
  const name = at(declared, 'operationId');
  const summary = at(declared, 'summary');
  if (typeof name !== 'string' || typeof summary !== 'string') return undefined;
  const parameters = at(declared, 'parameters');
  const body = resolved(at(at(at(at(declared, 'requestBody'), 'content'), 'application/json'), 'schema'), schemas);
  const required = at(body, 'required');
  return {
    name,
    summary,
    method: method.toUpperCase(),
    path,
    members: [
      ...(Array.isArray(parameters) ? parameters : []).map((parameter: unknown): Member => ({
        name: String(at(parameter, 'name')),
        in: String(at(parameter, 'in')) as Member['in'], // OpenAPI 3.1 section 4.8.12.1; cookies are not ours
        required: at(parameter, 'required') === true,
        type: typeOf(at(parameter, 'schema'), schemas),
      })),
      ...members(at(body, 'properties')).map(([member, schema]): Member => ({
        name: member,
        in: 'body',
        required: Array.isArray(required) && required.includes(member),
        type: typeOf(schema, schemas),
      })),
    ],
  };
}

function typeOf(declared: unknown, schemas: unknown): Member['type'] {
  const schema = resolved(declared, schemas);
  const type = at(schema, 'type');
  if (type === 'array') return typeOf(at(schema, 'items'), schemas) === 'string' ? 'words' : 'json';
  if (type === 'string' || type === 'boolean') return type;
  return type === 'number' || type === 'integer' ? 'number' : 'json';
}

/** A schema that only points at a named one. */
function resolved(schema: unknown, schemas: unknown): unknown {
  const pointer = at(schema, '$ref');
  return typeof pointer === 'string' ? at(schemas, pointer.slice(pointer.lastIndexOf('/') + 1)) : schema;
}

function members(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function at(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name] // hasOwn said so
    : undefined;
}
