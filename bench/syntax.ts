/**
 * How fast texts become trees, and Python the one form, in this thread.
 *     node bench/syntax.ts LANGUAGE FOLDER [FILES]
 * For each step, best of three rounds over the same texts: the parser alone, parsing and reading its tree at once, parsing and asking the
 * parser's own cursor for each node; for Python also all that is done until there is an intermediate form. Megabytes are millions of UTF-16
 * units.
 */
import { globSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { assetPath } from '#ground/places';
import { grammarAsset, prepareSyntax, syntaxAssets, type SyntaxLanguage, syntaxLanguages } from '#ground/syntax';
import { lowerPython } from '../src/observe/code/python/index.ts';

const extensions: Readonly<Record<SyntaxLanguage, readonly string[]>> = {
  bash: ['.sh', '.bash'],
  'c-sharp': ['.cs'],
  go: ['.go'],
  java: ['.java'],
  javascript: ['.js', '.mjs', '.cjs', '.jsx'],
  kotlin: ['.kt', '.kts'],
  php: ['.php'],
  python: ['.py'],
  ruby: ['.rb'],
  rust: ['.rs'],
  tsx: ['.tsx'],
  typescript: ['.ts', '.mts', '.cts'],
};

const [named, folder, most = '2000'] = process.argv.slice(2);
const language = syntaxLanguages.find((each) => each === named);
if (language === undefined || folder === undefined) {
  console.error(`usage: node bench/syntax.ts ${syntaxLanguages.join('|')} FOLDER [FILES]`);
  process.exit(2);
}

const texts = globSync(join(folder, '**/*'))
  .filter((path) => extensions[language].includes(extname(path)))
  .slice(0, Number(most))
  .map((path) => readFileSync(path, 'utf8'))
  .filter((text) => text.length < 2_000_000);
const size = texts.reduce((sum, text) => sum + text.length, 0);
const lines = texts.reduce((sum, text) => sum + text.split('\n').length, 0);

const assets = new Map(syntaxAssets.map((name) => [name, readFileSync(assetPath(name))]));
const parsers = await prepareSyntax(assets);
const parser = new Parser();
parser.setLanguage(
  Language.loadSync(new WebAssembly.Module(assets.get(grammarAsset(language)) as Uint8Array<ArrayBuffer>)),
);

const steps: Record<string, (text: string) => number> = {
  'parser alone': (text) => {
    parser.parse(text)!.delete();
    return 0;
  },
  'tree, read at once': (text) => parsers.parse(language, text, { deadline: Infinity }).count,
  'tree, by its cursor': walked,
  ...(language === 'python' && {
    'intermediate form': (text: string) =>
      lowerPython({ path: 'bench.py', text }, parsers, Infinity).ir?.functions.length ?? 0,
  }),
};

console.log(`${texts.length} files, ${(size / 1e6).toFixed(1)} MB, ${lines} lines of ${language}`);
for (const [name, step] of Object.entries(steps)) {
  let best = Infinity;
  let made = 0;
  for (let round = 0; round < 3; round++) {
    made = 0;
    const since = performance.now();
    for (const text of texts) made += step(text);
    best = Math.min(best, performance.now() - since);
  }
  const speed = `${(size / best / 1000).toFixed(1).padStart(6)} MB/s ${(lines / best).toFixed(0).padStart(5)} kLOC/s`;
  console.log(`  ${name.padEnd(22)}${speed}  ${made}`);
}

function walked(text: string): number {
  const tree = parser.parse(text)!;
  const cursor = tree.walk();
  let sum = 0;
  for (let isDone = false; !isDone;) {
    sum += Math.sign(cursor.nodeTypeId + cursor.startIndex + cursor.endIndex + (cursor.currentFieldId || 0) + 1);
    if (cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling())
      if (!cursor.gotoParent()) {
        isDone = true;
        break;
      }
  }
  cursor.delete();
  tree.delete();
  return sum;
}
