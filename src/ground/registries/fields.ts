/** Reads members of JSON that strangers wrote: own members alone, of the type that is asked for. */

export function member(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function textIn(value: unknown, name: string, most = 4096): string | undefined {
  const found = member(value, name);
  return typeof found === 'string' && found.length <= most ? found : undefined;
}

export function numberIn(value: unknown, name: string): number | undefined {
  const found = member(value, name);
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

export function listIn(value: unknown, name: string): readonly unknown[] {
  const found = member(value, name);
  return Array.isArray(found) ? found : [];
}

/** Own members; `__proto__` is one like any other, as JSON.parse makes it. */
export function membersIn(value: unknown, name: string): readonly (readonly [string, unknown])[] {
  const found = member(value, name);
  return isRecord(found) ? Object.entries(found) : [];
}

export function textsIn(value: unknown, name: string, most = 4096): readonly (readonly [string, string])[] {
  return membersIn(value, name).filter(
    (entry): entry is readonly [string, string] => typeof entry[1] === 'string' && entry[1].length <= most,
  );
}

export function timeOf(text: string | undefined): number | undefined {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
