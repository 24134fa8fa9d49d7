import type { VersionOrder } from '../versions/order.ts';
import { compareKeys } from '../versions/order.ts';
import { maven } from '../versions/maven.ts';
import { nuget } from '../versions/nuget.ts';
import type { Constraint } from './constraint.ts';
import { any } from './constraint.ts';

/**
 * Maven: `[1.0,2.0)`, `(,1.0],[1.2,)`, `[1.0]`. A bare version only recommends; it is met by itself alone, since a project that asks for it gets it
 * unless a nearer one is asked for.
 */
export function mavenRange(text: string): Constraint | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.includes('${')) return undefined;
  if (!/^[[(]/.test(trimmed))
    return trimmed.includes(',') ? undefined : (version) => maven.compare(version, trimmed) === 0;
  const sets: (Constraint | undefined)[] = [];
  for (let at = 0; at < trimmed.length;) {
    const close = indexOfEither(trimmed, at + 1);
    if (close === -1) return undefined;
    sets.push(readInterval(maven, trimmed.slice(at, close + 1)));
    at = close + 1;
    while (trimmed[at] === ',' || trimmed[at] === ' ') at++;
  }
  return any(sets);
}

/** NuGet: a bare version is a minimum; intervals as Maven’s; `1.*` floats within its prefix, `*` anywhere; `-*` lets pre-releases in. */
export function nugetRange(text: string): Constraint | undefined {
  const trimmed = text.trim();
  if (/^[[(]/.test(trimmed)) return readInterval(nuget, trimmed);
  if (trimmed.includes('*')) return floating(trimmed);
  if (!nuget.isValid(trimmed)) return undefined;
  const key = nuget.key(trimmed);
  return (version) => nuget.isValid(version) && nuget.key(version) >= key;
}

function floating(text: string): Constraint | undefined {
  const match = /^((?:\d+\.){0,3})\*(-\*)?$/.exec(text);
  if (match === null) return undefined;
  const prefix = (match[1] ?? '').split('.').slice(0, -1);
  return (version) => {
    if (!nuget.isValid(version) || (match[2] === undefined && nuget.isPrerelease(version))) return false;
    const numbers = version.split(/[-+]/, 1)[0]?.split('.') ?? [];
    return prefix.every((number, index) => Number(numbers[index] ?? 0) === Number(number));
  };
}

function readInterval(order: VersionOrder, text: string): Constraint | undefined {
  const match = /^([[(])([^[\]()]*)([\])])$/.exec(text);
  if (match === null) return undefined;
  const bounds = (match[2] ?? '').split(',').map((bound) => bound.trim());
  const [low = '', high = low] = bounds;
  if (bounds.length > 2 || (low === '' && high === '' && bounds.length === 1)) return undefined;
  if (bounds.length === 1 && (match[1] === '(' || match[3] === ')')) return undefined;
  if ([low, high].some((bound) => bound !== '' && !order.isValid(bound))) return undefined;
  const lowKey = order.key(low);
  const highKey = order.key(high);
  return (version) => {
    const key = order.key(version);
    if (low !== '' && (match[1] === '[' ? compareKeys(key, lowKey) < 0 : compareKeys(key, lowKey) <= 0)) return false;
    return high === '' || (match[3] === ']' ? compareKeys(key, highKey) <= 0 : compareKeys(key, highKey) < 0);
  };
}

function indexOfEither(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if (text[at] === ']' || text[at] === ')') return at;
  return -1;
}
