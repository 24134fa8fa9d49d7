/** A JSON value as RFC 8259 has it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Thrown for a value that has no canonical form: NaN, Infinity, a lone surrogate, a function, a bigint, a cycle, or an object
 * that is more than its members (a Date, a Map, an instance of a class), of which JSON would silently lose the rest.
 */
export class CanonicalJsonError extends Error {
  readonly code = 'not-json';
}

const maxDepth = 512;

/**
 * The JSON Canonicalization Scheme, RFC 8785: keys sorted by UTF-16 code units (section 3.2.3), numbers as ECMAScript
 * prints them (3.2.2.3), strings with the shortest escapes (3.2.2.2), no white space. Object keys whose value is
 * `undefined` are left out, as JSON.stringify leaves them out.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  if (depth > maxDepth) throw new CanonicalJsonError(`deeper than ${maxDepth} levels, or a cycle`);
  switch (typeof value) {
    case 'string':
      return writeString(value);
    case 'number':
      if (!Number.isFinite(value)) throw new CanonicalJsonError(`${value} is not a JSON number`);
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? writeArray(value, depth) : writeObject(value, depth);
    default:
      throw new CanonicalJsonError(`a ${typeof value} has no JSON form`);
  }
}

function writeString(value: string): string {
  if (!value.isWellFormed()) throw new CanonicalJsonError('a string holds a lone surrogate');
  return JSON.stringify(value);
}

function writeArray(value: readonly unknown[], depth: number): string {
  // Array.from turns holes into undefined, which has no form; map() would skip them.
  return `[${Array.from(value, (item) => write(item, depth + 1)).join(',')}]`;
}

function writeObject(value: object, depth: number): string {
  if (!isPlain(value)) throw new CanonicalJsonError(`a ${value.constructor.name} is more than its members`);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    // The default order of sort() is by UTF-16 code units, which is what the RFC asks for.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${writeString(key)}:${write(member, depth + 1)}`);
  return `{${members.join(',')}}`;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}
