/**
 * The JSON Canonicalization Scheme, RFC 8785, of a value that JSON.parse returned: keys in the order of their UTF-16 code
 * units, numbers and strings as ECMAScript prints them. Written here again, apart from the product's: what checks a
 * thing does not share its code.
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > 512) throw new RangeError('deeper than 512 levels');
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('not a JSON number');
  if (typeof value === 'string' && !value.isWellFormed()) throw new RangeError('a string holds a lone surrogate');
  if (value === null || typeof value !== 'object') {
    const text = JSON.stringify(value) as string | undefined; // undefined for what JSON cannot say
    if (text === undefined) throw new RangeError(`a ${typeof value} is not JSON`);
    return text;
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, depth + 1)).join(',')}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${canonicalJson(key)}:${canonicalJson(member, depth + 1)}`).join(',')}}`;
}
