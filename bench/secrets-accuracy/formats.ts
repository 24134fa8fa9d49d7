import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Case, caseOf, plant } from './cases.ts';
import { bareContexts, type Context, contexts, settingsIn, spell } from './contexts.ts';
import { placeholders, references } from './harmless.ts';
import { pick, type Random, randomFrom, sample } from './random.ts';
import { fillTemplate, missTemplate, type NearMiss, prefixOf } from './value.ts';

/** How one provider writes one kind of credential; the files beside describe each field. */
export interface Format {
  readonly id: string;
  readonly value: string;
  readonly names: readonly string[];
  /** Whether the value alone shows whose it is. */
  readonly bare: boolean;
  readonly with?: { readonly name: string; readonly value: string };
}

interface Provider {
  readonly provider: string;
  readonly docs: string;
  readonly formats: readonly (Omit<Format, 'bare'> & { readonly bare?: boolean })[];
}

export function readFormats(): Format[] {
  const folder = join(import.meta.dirname, 'formats');
  const files = readdirSync(folder).sort();
  const providers = files.flatMap((name) => parse(readFileSync(join(folder, name), 'utf8')) as Provider[]); // ours, beside this file
  return providers.flatMap(({ formats }) =>
    formats.map((format) => ({ ...format, bare: format.bare ?? /^[^{]{3}/.test(format.value) })),
  );
}

/** Real ones in several contexts; and what must not be taken for them. */
export function casesOfFormat(format: Format): Case[] {
  const random = randomFrom(format.id);
  return [...positives(format, random), ...nearMisses(format, random), ...harmless(format, random)];
}

function positives(format: Format, random: Random): Case[] {
  const named = sample(contexts, format.bare ? 4 : 5, random).map((context) => {
    const id = `${format.id}/${context.id}`;
    const secret = [pick(format.names, random), plant(fillTemplate(format.value, random))] as const;
    const half =
      format.with === undefined ? [] : [[format.with.name, plant(fillTemplate(format.with.value, random))] as const];
    return caseOf({ id, format: format.id, kind: 'positive' }, settingsIn(context, [...half, secret], random));
  });
  if (!format.bare || format.with !== undefined) return named;
  const bare = sample(bareContexts, 2, random).map(({ id, path, text }) =>
    caseOf(
      { id: `${format.id}/${id}`, format: format.id, kind: 'positive' },
      { path, text: spell(text, '', plant(fillTemplate(format.value, random))) },
    ),
  );
  return [...named, ...bare];
}

/** Names that say nothing of secrets: what stands there is judged by its own looks. */
const plainNames = ['LABEL', 'ITEM', 'CURSOR', 'SAMPLE', 'COLUMN', 'REFERENCE'];

function nearMisses(format: Format, random: Random): Case[] {
  if (!format.bare) return [];
  const misses: NearMiss[] = ['short', 'alphabet', 'prefix', 'checksum'];
  return misses.flatMap((miss) => {
    const value = missTemplate(format.value, miss, random);
    if (value === undefined) return [];
    const context = pick(contexts, random);
    const about = {
      id: `${format.id}/${miss}/${context.id}`,
      format: format.id,
      kind: 'negative',
      isDoubtful: true,
    } as const;
    return [caseOf(about, settingsIn(context, [[pick(plainNames, random), plant(value)]], random))];
  });
}

/** Where a secret would stand, and none does: a placeholder, and a reference to where it is kept. */
function harmless(format: Format, random: Random): Case[] {
  const inPlace = (id: string, context: Context, value: string) =>
    caseOf(
      { id: `${format.id}/${id}/${context.id}`, format: format.id, kind: 'negative' },
      settingsIn(context, [[pick(format.names, random), plant(value)]], random),
    );
  const placeholder = pick(placeholders(prefixOf(format.value), pick(format.names, random)), random);
  const reference = pick(references, random);
  return [
    inPlace('placeholder', pick(contexts, random), placeholder),
    caseOf(
      { id: `${format.id}/reference/${reference.id}`, format: format.id, kind: 'negative' },
      { path: pick(reference.paths, random), text: reference.text(pick(format.names, random)) },
    ),
  ];
}
