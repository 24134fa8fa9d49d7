import { readFileSync } from 'node:fs';
import { assetPath } from '#ground/places';
import { type Parsers, prepareSyntax, syntaxAssets } from '#ground/syntax';
import { compileRules } from '../compile.ts';
import { openPatterns } from '../run.ts';

let parsers: Promise<Parsers> | undefined;

export function parsersForTests(): Promise<Parsers> {
  parsers ??= prepareSyntax(new Map(syntaxAssets.map((name) => [name, new Uint8Array(readFileSync(assetPath(name)))])));
  return parsers;
}

/** What a pattern means, a pattern or keys of a rule (`options: …`), code that it finds, and code that it leaves alone. */
export type Meaning = readonly [what: string, pattern: string, found: readonly string[], left: readonly string[]];

/** The pieces of code that are treated otherwise than said, each with what was said; nothing when all is well. */
export async function misread(
  language: string,
  ending: string,
  [, pattern, found, left]: Meaning,
  keys = '',
): Promise<readonly string[]> {
  const own = await parsersForTests();
  const text = `rules:\n- id: r\n  message: m\n  severity: LOW\n  languages: [${language}]\n${keys}${pattern
    .split('\n')
    .reduce((all, line) => `${all}    ${line}\n`, '  pattern: |\n')}`;
  const { image, problems, unsupported } = await compileRules([{ path: 'r.yaml', text }], own);
  const wrong = [...problems.map(({ message }) => message), ...unsupported.map(({ part, why }) => `${part}: ${why}`)];
  const patterns = openPatterns(image, own);
  const isFound = (code: string): boolean =>
    patterns.match({ path: `x.${ending}`, text: `${code}\n` }, Number.POSITIVE_INFINITY).matches.length > 0;
  for (const code of found) if (!isFound(code)) wrong.push(`missed: ${code}`);
  for (const code of left) if (isFound(code)) wrong.push(`falsely found: ${code}`);
  return wrong;
}
