import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { assetPath } from '#ground/places';
import type { Parsers } from '#ground/syntax';
import type { RulesVerdict, RuleTest } from '#observe/code';

export type { RulesVerdict, RuleVerdict } from '#observe/code';

const mostFiles = 20_000;
const largest = 2 * 1024 * 1024;

/** Rule files in Semgrep's syntax below a folder, each with the files of its name that are annotated for it. `folder` is absolute. */
export function patternRulesIn(folder: string): readonly RuleTest[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/(^|\/)(node_modules|\.git)\//.test(name))
    .sort()
    .slice(0, mostFiles)
    .map((name) => join(folder, name));
  const byFolder = Map.groupBy(paths, (path) => dirname(path));
  return paths.flatMap((path) => {
    if (!/\.ya?ml$/.test(path) || /\.test\.ya?ml$/.test(path)) return [];
    const text = textOf(path);
    if (text === undefined || !holdsPatternRules(text)) return [];
    const stem = basename(path).replace(/\.ya?ml$/, '');
    const beside = (byFolder.get(dirname(path)) ?? []).filter(
      (one) => one !== path && basename(one).startsWith(`${stem}.`),
    );
    const files = beside
      .filter((one) => !/\.fixed(\.|$)/.test(basename(one)))
      .flatMap((one) => {
        const content = textOf(one);
        if (content === undefined) return [];
        const ending = basename(one).slice(stem.length);
        const fixed = textOf(join(dirname(one), `${stem}.fixed${ending}`));
        return [{ path: shown(one), text: content, ...(fixed !== undefined && { fixed }) }];
      });
    return [{ rules: { path: shown(path), text }, files }];
  });
}

/** A file of rules in Semgrep's syntax has a list of them; a rule of Selvedge's own is one. */
export function holdsPatternRules(text: string): boolean {
  return /^rules\s*:/m.test(text) && !/^id\s*:/m.test(text);
}

/** Loads the grammars. */
export async function testPatternRules(tests: readonly RuleTest[]): Promise<RulesVerdict> {
  const [{ testRuleFiles }, parsers] = await Promise.all([import('#observe/code'), loadParsers()]);
  return testRuleFiles(tests, parsers);
}

/** Parsers of all languages, for this thread. */
export async function loadParsers(): Promise<Parsers> {
  const { prepareSyntax, syntaxAssets } = await import('#ground/syntax');
  return prepareSyntax(new Map(syntaxAssets.map((name) => [name, new Uint8Array(readFileSync(assetPath(name)))])));
}

function textOf(path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true && stat.size <= largest ? readFileSync(path, 'utf8') : undefined;
}

function shown(path: string): string {
  return relative(process.cwd(), path);
}
