import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Case } from './cases.ts';
import { corpusCases } from './corpus.ts';
import { encodedCases } from './encoded.ts';
import { casesOfFormat, readFormats } from './formats.ts';
import { genericCases } from './generic.ts';
import { privateKeyCases } from './private-keys.ts';
import { casesOfSnippets } from './snippets.ts';

/** Every case, the same in every run over the same folders; this project's node_modules where none is handed in. */
export function allCases(folders: readonly string[]): Case[] {
  const formats = readFormats();
  const own = resolve(import.meta.dirname, '../../node_modules');
  return distinct([
    ...formats.flatMap(casesOfFormat),
    ...genericCases(),
    ...casesOfSnippets(),
    ...privateKeyCases(),
    ...encodedCases(formats),
    ...corpusCases(
      (folders.length === 0 ? [own] : folders).map((folder) => realpathSync(folder)),
      formats,
    ),
  ]);
}

/** Some texts have nothing random in them: their copies would count one answer several times. */
function distinct(cases: readonly Case[]): Case[] {
  return [...new Map(cases.map((one) => [`${one.path}\0${one.text}`, one])).values()];
}
