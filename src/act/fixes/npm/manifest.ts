import type { Asked, Change, Override } from '../model.ts';
import { FixError } from '../error.ts';
import { addJsonText, placeAt, placesIn, removeJsonMember, setJsonText } from '../text/json.ts';

const sections = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;

/** What a package.json asks for. Peer dependencies are what others must bring: they are no request of this one. */
export function askedIn(manifest: string, text: string): readonly Asked[] {
  const root = readManifest(manifest, text);
  return sections
    .filter((section) => section !== 'peerDependencies')
    .flatMap((section) =>
      textsOf(root, section).map(([key, constraint]) => {
        const alias = /^npm:((?:@[^/@]+\/)?[^@]+)(?:@(.*))?$/.exec(constraint);
        return {
          manifest,
          name: alias?.[1] ?? key,
          constraint: alias === null ? constraint : (alias[2] ?? ''),
          line: 1,
          section,
          ...(alias !== null && { as: key }),
        };
      }),
    );
}

/** npm's `overrides`, nested by whose dependency they are (docs.npmjs.com, package.json, "overrides"). References (`$name`) are the project's own asking. */
export function npmOverridesIn(manifest: string, text: string): readonly Override[] {
  const found: Override[] = [];
  const walk = (value: unknown, keys: readonly string[], under: string | undefined): void => {
    if (!isRecord(value) || keys.length > 20 || found.length >= 1000) return;
    for (const [key, inner] of Object.entries(value)) {
      const name = nameOfKey(key);
      if (typeof inner === 'string' && !inner.startsWith('$')) {
        const target = key === '.' ? (under ?? '') : name;
        found.push({
          manifest,
          name: target,
          constraint: inner,
          keys: [...keys, key],
          ...(key !== '.' && under !== undefined && { under }),
        });
      } else walk(inner, [...keys, key], name);
    }
  };
  walk(memberOf(readManifest(manifest, text), 'overrides'), ['overrides'], undefined);
  return found;
}

/** Overrides of a flat section: `pnpm.overrides` (`parent>name`, `name@range`), `resolutions` (any depth, `parent/name`). */
export function flatOverridesIn(manifest: string, text: string, section: readonly string[]): readonly Override[] {
  let at: unknown = readManifest(manifest, text);
  for (const key of section) at = memberOf(at, key);
  if (!isRecord(at)) return [];
  return Object.entries(at).flatMap(([key, constraint]) => {
    if (typeof constraint !== 'string' || constraint.startsWith('$')) return [];
    const parts = splitKey(key);
    const name = nameOfKey(parts.at(-1) ?? key);
    const under = parts.length > 1 ? nameOfKey(parts.at(-2) ?? '') : undefined;
    return [{ manifest, name, constraint, keys: [...section, key], ...(under !== undefined && { under }) }];
  });
}

/** `a>b` and `a/b`, with scopes kept whole; `**` stands for anybody. */
function splitKey(key: string): string[] {
  if (key.includes('>')) return key.split('>').map((part) => part.trim());
  const parts = key.match(/@[^/@]+\/[^/]+|[^/]+/g) ?? [key];
  return parts.filter((part) => part !== '**');
}

/** `name@range` → `name`. */
function nameOfKey(key: string): string {
  const at = key.indexOf('@', 1);
  return at === -1 ? key : key.slice(0, at);
}

/** The manifest with the changes that are its own. `section`: where the tool has its overrides. Throws FixError. */
export function editManifest(
  manifest: string,
  text: string,
  changes: readonly Change[],
  newOverride: (change: Change & { kind: 'override' }) => readonly string[],
): string {
  let edited = text;
  const must = (next: string | undefined, what: string): void => {
    if (next === undefined) throw new FixError('not-editable', `${manifest} has no place for ${what}`);
    edited = next;
  };
  for (const change of changes) {
    if (change.kind === 'bump' || change.manifest !== manifest) continue;
    if (change.kind === 'ask') {
      const path = [change.section ?? 'dependencies', change.as ?? change.name];
      const value = change.as === undefined ? change.toConstraint : `npm:${change.name}@${change.toConstraint}`;
      must(setJsonText(edited, path, value), change.name);
    } else if (change.kind === 'override') {
      must(
        addJsonText(edited, freeKeys(edited, change.keys ?? newOverride(change)), change.toConstraint),
        `an override of ${change.name}`,
      );
    } else must(removeJsonMember(edited, change.keys), change.keys.join(' > '));
  }
  return edited;
}

/** Below a package that is overridden itself, whose own version stands under `.`. */
function freeKeys(text: string, keys: readonly string[]): readonly string[] {
  const parent = keys.slice(0, -1);
  const place = placeAt(placesIn(text), parent);
  return place !== undefined && place.kind === 'other'
    ? [...parent.slice(0, -1), `${parent.at(-1) ?? ''}>${keys.at(-1) ?? ''}`]
    : keys;
}

export function readManifest(manifest: string, text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) as unknown;
  } catch (cause) {
    throw new FixError('unreadable', `${manifest} is no JSON`, {
      cause,
      remedy: 'mend it first: what is broken cannot be edited',
    });
  }
}

export function textsOf(value: unknown, name: string): (readonly [string, string])[] {
  const found = memberOf(value, name);
  if (!isRecord(found)) return [];
  return Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}

export function memberOf(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
