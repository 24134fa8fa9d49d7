/** Prints JSON Schema (draft 2020-12, as zod writes it) as TypeScript types. */

export interface Schema {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly items?: Schema | boolean;
  readonly prefixItems?: readonly Schema[];
}

/** The type of a schema; `rename` turns the name under `$defs` into the name of its type. Throws for what it cannot print. */
export function typeOf(schema: Schema, rename: (name: string) => string, indent = ''): string {
  const inner = (part: Schema): string => typeOf(part, rename, indent);
  if (schema.$ref !== undefined) return rename(schema.$ref.slice('#/$defs/'.length));
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => literal(value)).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return [...new Set(choices.map(inner))].join(' | ');
  if (schema.allOf !== undefined) return schema.allOf.map((part) => `(${inner(part)})`).join(' & ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => inner({ ...schema, type })).join(' | ');
  switch (schema.type) {
    case undefined:
      return 'unknown';
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'number':
    case 'integer':
      return 'number';
    case 'array':
      return arrayOf(schema, inner);
    case 'object':
      return objectOf(schema, rename, indent);
    default:
      throw new Error(`no TypeScript for ${JSON.stringify(schema)}`);
  }
}

function literal(value: unknown): string {
  return typeof value === 'string' && !/['\\\n]/.test(value) ? `'${value}'` : JSON.stringify(value);
}

function arrayOf(schema: Schema, inner: (part: Schema) => string): string {
  if (schema.prefixItems !== undefined) return `readonly [${schema.prefixItems.map(inner).join(', ')}]`;
  const items = typeof schema.items === 'object' ? inner(schema.items) : 'unknown';
  return /[ |&]/.test(items) && !items.startsWith('{') ? `readonly (${items})[]` : `readonly ${items}[]`;
}

function objectOf(schema: Schema, rename: (name: string) => string, indent: string): string {
  const deeper = `${indent}  `;
  const required = new Set(schema.required ?? []);
  const members = Object.entries(schema.properties ?? {}).map(([name, member]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
    return `${deeper}readonly ${key}${required.has(name) ? '' : '?'}: ${typeOf(member, rename, deeper)};`;
  });
  if (members.length > 0) return `{\n${members.join('\n')}\n${indent}}`;
  if (typeof schema.additionalProperties !== 'object') return 'Readonly<Record<string, never>>';
  const key = schema.propertyNames?.enum === undefined ? 'string' : typeOf(schema.propertyNames, rename, indent);
  const value = typeOf(schema.additionalProperties, rename, deeper);
  return required.size === 0 && key !== 'string'
    ? `Readonly<Partial<Record<${key}, ${value}>>>`
    : `Readonly<Record<${key}, ${value}>>`;
}
