/** What is asked for, if it is plain. */
export function checked<Name extends string>(query: object, ...names: Name[]): Record<Name, string> {
  const entries = names.map((name) => {
    const value = String(Reflect.get(query, name));
    if (!/^[\w-]+$/.test(value)) throw new Error(`${name} is not plain`);
    return [name, value];
  });
  return Object.fromEntries(entries);
}
