/** What a change of the OpenAPI document would break for clients that were written against the earlier one. */

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Schema = { readonly [key: string]: Json };

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Route>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Route {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

/**
 * The breaks, one sentence each; none: every client of `before` works with `after`. Of what a client sends, nothing may be
 * refused that was taken; in what it gets, nothing may be gone, optional or of another type that it could rely on. New members
 * of an answer, and new values and alternatives in it, are no break: readers must bear them.
 */
export function breakingChanges(before: ApiDocument, after: ApiDocument): string[] {
  const comparison = new Comparison(before, after);
  for (const [path, methods] of Object.entries(before.paths)) {
    for (const [method, route] of Object.entries(methods)) {
      const next = after.paths[path]?.[method];
      if (next === undefined) comparison.add(route.operationId, `${method.toUpperCase()} ${path} is gone`);
      else comparison.route(route, next);
    }
  }
  return comparison.breaks;
}

/** Who writes it: what a sender writes may be less than the schema allows, what a reader reads must be all of it. */
type Direction = 'sent' | 'received';

class Comparison {
  readonly breaks: string[] = [];
  readonly #before: ApiDocument;
  readonly #after: ApiDocument;
  /** Pairs of named schemas that are being compared, or were: schemas may refer to themselves. */
  readonly #seen = new Set<string>();

  constructor(before: ApiDocument, after: ApiDocument) {
    this.#before = before;
    this.#after = after;
  }

  add(where: string, what: string): void {
    this.breaks.push(`${where}: ${what}`);
  }

  route(before: Route, after: Route): void {
    const where = before.operationId;
    if (after.operationId !== where) this.add(where, `it is called ${after.operationId} now`);
    this.#parameters(where, before.parameters ?? [], after.parameters ?? []);
    if (before.requestBody === undefined && after.requestBody !== undefined) this.add(where, 'it needs a body now');
    this.#content(`${where} body`, before.requestBody?.content, after.requestBody?.content, 'sent');
    for (const [status, response] of Object.entries(before.responses)) {
      this.#content(`${where} answer`, response.content, after.responses[status]?.content, 'received');
    }
  }

  #parameters(where: string, before: readonly Parameter[], after: readonly Parameter[]): void {
    const find = (list: readonly Parameter[], { name, in: place }: Parameter): Parameter | undefined =>
      list.find((other) => other.name === name && other.in === place);
    for (const parameter of before) {
      const next = find(after, parameter);
      if (next === undefined) this.add(where, `the parameter ${parameter.name} is gone`);
      else this.schema(`${where} ${parameter.name}`, parameter.schema, next.schema, 'sent');
    }
    for (const parameter of after) {
      const isNeeded = parameter.required === true && find(before, parameter)?.required !== true;
      if (isNeeded) this.add(where, `the parameter ${parameter.name} is required now`);
    }
  }

  #content(where: string, before: Content | undefined, after: Content | undefined, direction: Direction): void {
    for (const [type, { schema }] of Object.entries(before ?? {})) {
      const next = after?.[type]?.schema;
      if (next === undefined) this.add(where, `${type} is gone`);
      else this.schema(where, schema, next, direction);
    }
  }

  schema(where: string, before: Schema, after: Schema, direction: Direction): void {
    const key = JSON.stringify([before, after, direction]);
    if (this.#seen.has(key)) return;
    if (before['$ref'] !== undefined || after['$ref'] !== undefined) this.#seen.add(key);
    const old = resolve(before, this.#before);
    const now = resolve(after, this.#after);
    this.#type(where, old, now, direction);
    this.#values(where, old, now, direction);
    if (direction === 'sent') this.#bounds(where, old, now);
    this.#members(where, old, now, direction);
    this.#choices(where, old, now, direction);
    const [items, nextItems] = [asSchema(old['items']), asSchema(now['items'])];
    if (items !== undefined && nextItems !== undefined) this.schema(`${where}[]`, items, nextItems, direction);
    const [rest, nextRest] = [asSchema(old['additionalProperties']), asSchema(now['additionalProperties'])];
    if (rest !== undefined && nextRest !== undefined) this.schema(`${where}.*`, rest, nextRest, direction);
  }

  #type(where: string, before: Schema, after: Schema, direction: Direction): void {
    const old = typesOf(before);
    const now = typesOf(after);
    if (old === undefined || now === undefined) return;
    // What is sent may still be sent; what is received is nothing that was not expected.
    const [narrow, wide] = direction === 'sent' ? [old, now] : [now, old];
    const isWithin = [...narrow].every((type) => wide.has(type) || (type === 'integer' && wide.has('number')));
    if (!isWithin) this.add(where, `its type was ${[...old].join(' or ')} and is ${[...now].join(' or ')}`);
  }

  #values(where: string, before: Schema, after: Schema, direction: Direction): void {
    const old = valuesOf(before);
    const now = valuesOf(after);
    if (now === undefined || (old === undefined && direction === 'received')) return;
    if (old === undefined) return this.add(where, `it takes only ${now.join(', ')} now`);
    const gone = old.filter((value) => !now.includes(value));
    if (direction === 'sent' && gone.length > 0) this.add(where, `it no longer takes ${gone.join(', ')}`);
  }

  #bounds(where: string, before: Schema, after: Schema): void {
    for (const name of ['maximum', 'maxLength', 'maxItems'] as const) {
      const [old, now] = [Number(before[name] ?? Infinity), Number(after[name] ?? Infinity)];
      if (now < old) this.add(where, `its ${name} was ${old === Infinity ? 'none' : old} and is ${now}`);
    }
    for (const name of ['minimum', 'minLength', 'minItems'] as const) {
      const [old, now] = [Number(before[name] ?? -Infinity), Number(after[name] ?? -Infinity)];
      if (now > old) this.add(where, `its ${name} was ${old === -Infinity ? 'none' : old} and is ${now}`);
    }
    const pattern = after['pattern'];
    if (pattern !== undefined && pattern !== before['pattern']) this.add(where, 'its pattern is another');
  }

  #members(where: string, before: Schema, after: Schema, direction: Direction): void {
    const [old, now] = [membersOf(before), membersOf(after)];
    if (old === undefined || now === undefined) return;
    const [oldRequired, nowRequired] = [requiredOf(before), requiredOf(after)];
    for (const [name, member] of Object.entries(old)) {
      const next = now[name];
      if (next === undefined) {
        const isRefused = direction === 'received' || after['additionalProperties'] === false;
        if (isRefused) this.add(where, `its member ${name} is gone`);
      } else this.schema(`${where}.${name}`, member, next, direction);
    }
    const demands = direction === 'sent' ? difference(nowRequired, oldRequired) : difference(oldRequired, nowRequired);
    for (const name of demands) {
      if (direction === 'sent') this.add(where, `its member ${name} is required now`);
      else if (now[name] !== undefined) this.add(where, `its member ${name} may be absent now`);
    }
  }

  /** Alternatives are compared by what tells them apart: a `kind`, or their place. */
  #choices(where: string, before: Schema, after: Schema, direction: Direction): void {
    const [old, now] = [choicesOf(before), choicesOf(after)];
    if (old === undefined || now === undefined) return;
    const next = new Map(now.map((choice, at) => [nameOf(choice, at, this.#after), choice]));
    for (const [at, choice] of old.entries()) {
      const name = nameOf(choice, at, this.#before);
      const same = next.get(name);
      if (same !== undefined) this.schema(`${where} (${name})`, choice, same, direction);
      else if (direction === 'sent') this.add(where, `the alternative ${name} is gone`);
    }
  }
}

function resolve(schema: Schema, { components }: ApiDocument): Schema {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  return components.schemas[reference.slice('#/components/schemas/'.length)] ?? {};
}

function typesOf({ type, ...schema }: Schema): Set<string> | undefined {
  if (typeof type === 'string') return new Set([type]);
  if (Array.isArray(type)) return new Set(type.map(String));
  const choices = choicesOf(schema)?.map(typesOf);
  if (choices === undefined || choices.includes(undefined)) return undefined;
  return new Set(choices.flatMap((types) => [...(types ?? [])]));
}

function valuesOf(schema: Schema): string[] | undefined {
  if (schema['const'] !== undefined) return [JSON.stringify(schema['const'])];
  const values = schema['enum'];
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)) : undefined;
}

function membersOf(schema: Schema): Readonly<Record<string, Schema>> | undefined {
  return asSchema(schema['properties']) as Readonly<Record<string, Schema>> | undefined; // properties are schemas
}

function requiredOf(schema: Schema): string[] {
  const required = schema['required'];
  return Array.isArray(required) ? required.map(String) : [];
}

function choicesOf(schema: Schema): readonly Schema[] | undefined {
  const choices = schema['anyOf'] ?? schema['oneOf'];
  return Array.isArray(choices) ? (choices as readonly Schema[]) : undefined; // alternatives are schemas
}

function nameOf(choice: Schema, at: number, document: ApiDocument): string {
  const resolved = resolve(choice, document);
  const kind = valuesOf(membersOf(resolved)?.['kind'] ?? {}) ?? valuesOf(resolved);
  return kind?.join('|') ?? [...(typesOf(resolved) ?? [`number ${at + 1}`])].join('|');
}

function asSchema(value: Json | undefined): Schema | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : undefined; // an object
}

function difference(all: readonly string[], without: readonly string[]): string[] {
  return all.filter((name) => !without.includes(name));
}
