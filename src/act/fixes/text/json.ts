/**
 * Edits of a JSON text that leave every other byte as it is: indentation, newlines, order of keys, blanks. Reads what JSON.parse reads; of a key
 * that stands twice the last one counts.
 */

export interface JsonPlace {
  readonly kind: 'object' | 'array' | 'other';
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
  readonly members: readonly JsonMember[];
}

interface JsonMember {
  readonly key: string;
  readonly keyStart: number;
  readonly value: JsonPlace;
}

/** Replaces the value at `path` by a string. Undefined when there is no such value. */
export function setJsonText(text: string, path: readonly string[], value: string): string | undefined {
  const place = placeAt(placesIn(text), path);
  return place === undefined ? undefined : splice(text, place.start, place.end, JSON.stringify(value));
}

/** Sets a string at `path`, making the objects that lead to it. Undefined when something else than an object is on the way. */
export function addJsonText(text: string, path: readonly string[], value: string): string | undefined {
  const root = placesIn(text);
  let at = root;
  for (const [depth, key] of path.entries()) {
    if (at.kind !== 'object') return undefined;
    const next = memberOf(at, key);
    if (next === undefined) return insert(text, root, at, key, nested(path.slice(depth + 1), value));
    at = next.value;
  }
  return splice(text, at.start, at.end, JSON.stringify(value));
}

/** Takes a member out, and the objects around it that it leaves empty. Undefined when it is not there. */
export function removeJsonMember(text: string, path: readonly string[]): string | undefined {
  const root = placesIn(text);
  const chain = [root];
  for (const key of path) {
    const next = memberOf(chain.at(-1) ?? root, key);
    if (next === undefined) return undefined;
    chain.push(next.value);
  }
  let depth = path.length - 1;
  while (depth > 0 && chain[depth]?.members.length === 1) depth -= 1;
  const holder = chain[depth];
  const key = path[depth];
  if (holder === undefined || key === undefined) return undefined;
  const index = holder.members.findLastIndex((member) => member.key === key);
  const member = holder.members[index];
  if (member === undefined) return undefined;
  const next = holder.members[index + 1];
  const previous = holder.members[index - 1];
  if (next !== undefined) return splice(text, member.keyStart, next.keyStart, '');
  if (previous !== undefined) return splice(text, previous.value.end, member.value.end, '');
  return splice(text, holder.start, holder.end, '{}');
}

export function placeAt(root: JsonPlace, path: readonly string[]): JsonPlace | undefined {
  let at: JsonPlace | undefined = root;
  for (const key of path) at = at === undefined ? undefined : memberOf(at, key)?.value;
  return at;
}

function memberOf(place: JsonPlace, key: string): JsonMember | undefined {
  return place.members.findLast((member) => member.key === key);
}

function nested(path: readonly string[], value: string): unknown {
  return path.reduceRight<unknown>((inner, key) => Object.fromEntries([[key, inner]]), value);
}

function insert(text: string, root: JsonPlace, place: JsonPlace, key: string, value: unknown): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const unit = indentOf(text, root.members[0]?.keyStart) ?? '  ';
  const last = place.members.at(-1);
  const closing = indentOf(text, place.start) ?? lineIndent(text, place.start);
  const own = indentOf(text, place.members[0]?.keyStart) ?? closing + unit;
  // An object on one line stays there.
  const isInline = last !== undefined && indentOf(text, place.members[0]?.keyStart) === undefined;
  const written = JSON.stringify(value, undefined, isInline ? undefined : unit).replaceAll('\n', newline + own);
  if (isInline) return splice(text, last.value.end, last.value.end, `, ${JSON.stringify(key)}: ${written}`);
  const member = `${newline}${own}${JSON.stringify(key)}: ${written}`;
  if (last !== undefined) return splice(text, last.value.end, last.value.end, `,${member}`);
  return splice(text, place.start, place.end, `{${member}${newline}${closing}}`);
}

/** The blanks before what begins its line; undefined when something stands before it. */
function indentOf(text: string, at: number | undefined): string | undefined {
  if (at === undefined) return undefined;
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return text.lastIndexOf('\n', at - 1) !== -1 && /^[ \t]*$/.test(before) ? before : undefined;
}

function lineIndent(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))?.[0] ?? '';
}

function splice(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

const deepest = 256;

/** Where everything stands. Throws SyntaxError as JSON.parse does, and for what is nested deeper than any manifest is. */
export function placesIn(text: string): JsonPlace {
  JSON.parse(text);
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const blank = (): void => {
    while (/[\s]/.test(text.charAt(at))) at += 1;
  };
  const string = (): string => {
    const start = at;
    for (at += 1; text.charAt(at) !== '"'; at += 1) if (text.charAt(at) === '\\') at += 1;
    at += 1;
    return JSON.parse(text.slice(start, at)) as string;
  };
  const value = (depth: number): JsonPlace => {
    if (depth > deepest) throw new SyntaxError('it is nested too deep');
    blank();
    const start = at;
    const opening = text.charAt(at);
    if (opening === '"') string();
    else if (opening !== '{' && opening !== '[') while (!/[\s,\]}]/.test(text.charAt(at)) && at < text.length) at += 1;
    if (opening !== '{' && opening !== '[') return { kind: 'other', start, end: at, members: [] };
    const members: JsonMember[] = [];
    const closing = opening === '{' ? '}' : ']';
    at += 1;
    for (blank(); text.charAt(at) !== closing; blank()) {
      const keyStart = at;
      const key = opening === '{' ? string() : String(members.length);
      if (opening === '{') {
        blank();
        at += 1;
      }
      members.push({ key, keyStart, value: value(depth + 1) });
      blank();
      if (text.charAt(at) === ',') at += 1;
    }
    at += 1;
    return { kind: opening === '{' ? 'object' : 'array', start, end: at, members };
  };
  return value(0);
}
