import { readFileSync } from 'node:fs';
import { declarationChanged } from '#declare/project';
import { assetPath } from '#ground/places';
import type { RuleDoc } from './report.ts';

/**
 * What the built-in rules, and the project's `own`, say about themselves, by id. Read when something was found, or asked about. Of the
 * built-in ones only those `wanted`, which need not all be there: one takes 1/100 of the time of all.
 */
export async function ruleDocs(
  own: readonly RuleDoc[] = [],
  wanted?: ReadonlySet<string>,
): Promise<ReadonlyMap<string, RuleDoc>> {
  const docs = assets
    .filter(({ holds }) => wanted === undefined || [...wanted].some(holds))
    .flatMap(({ name }) => docsIn(name, wanted));
  return new Map([
    [declarationChanged.id, declarationChanged],
    ...docs,
    ...own.map((doc): [string, RuleDoc] => [doc.id, doc]),
  ]);
}

/** Where the built-in rules' words stand. */
const assets = [
  { name: 'rules.json', holds: (id: string) => !/^(?:dependencies|code|quality)\//.test(id) },
  { name: 'rules-dependencies.json', holds: (id: string) => id.startsWith('dependencies/') },
  { name: 'rules-quality.json', holds: (id: string) => id.startsWith('quality/') },
  { name: 'rules-code.json', holds: (id: string) => id.startsWith('code/') },
] as const;

function docsIn(name: string, wanted: ReadonlySet<string> | undefined): [string, RuleDoc][] {
  const bytes = assetBytes(name);
  const text = wanted === undefined ? bytes.toString() : `{${linesOf(bytes, wanted).join()}}`;
  const built = JSON.parse(text) as Record<string, Omit<RuleDoc, 'id'>>; // our own build wrote it
  return Object.entries(built).map(([id, doc]): [string, RuleDoc] => [id, { ...doc, id: id as RuleDoc['id'] }]);
}

/** Without its assets a scan has said already that it looked at nothing; here, rules merely have no words. */
function assetBytes(name: string): Buffer {
  try {
    return readFileSync(assetPath(name));
  } catch {
    return Buffer.from('{}');
  }
}

/** Each rule is a member of the object, on a line of its own. */
function linesOf(bytes: Buffer, wanted: ReadonlySet<string>): string[] {
  return [...wanted].flatMap((id) => {
    const start = bytes.indexOf(`\n${JSON.stringify(id)}:`);
    return start < 0 ? [] : [bytes.toString('utf8', start + 1, bytes.indexOf('\n', start + 1)).replace(/,$/, '')];
  });
}
