import type { LanguageReader } from './read/reader.ts';
import { readGo } from './read/go.ts';
import { readJavascript } from './read/javascript.ts';
import { readJava, readPhp, readRuby } from './read/lines.ts';
import { readPython } from './read/python.ts';
import { readRust } from './read/rust.ts';
import { readCargoToml, readPackageJson, readPythonSettings, readStyles, readWords, withMarkup } from './read/words.ts';

const javascript: LanguageReader = { language: 'javascript', read: readJavascript };
const component: LanguageReader = { language: 'javascript', read: withMarkup(readJavascript) };
const styles: LanguageReader = { language: 'javascript', read: readStyles };
const words: LanguageReader = { language: 'words', read: readWords };

const byExtension: ReadonlyMap<string, LanguageReader> = new Map([
  ...['js', 'cjs', 'mjs', 'jsx', 'ts', 'cts', 'mts', 'tsx', 'es6', 'coffee'].map((name) => [name, javascript] as const),
  ...['vue', 'svelte', 'astro', 'mdx', 'html', 'htm', 'ejs'].map((name) => [name, component] as const),
  ...['css', 'scss', 'sass', 'less', 'styl', 'pcss'].map((name) => [name, styles] as const),
  ...['py', 'pyi', 'pyw', 'pyx'].map((name) => [name, { language: 'python', read: readPython }] as const),
  ['go', { language: 'go', read: readGo }],
  ['rs', { language: 'rust', read: readRust }],
  ...['java', 'kt', 'kts', 'groovy', 'gradle', 'scala'].map(
    (name) => [name, { language: 'java', read: readJava }] as const,
  ),
  ...['rb', 'rake', 'ru'].map((name) => [name, { language: 'ruby', read: readRuby }] as const),
  ...['php', 'phtml'].map((name) => [name, { language: 'php', read: readPhp }] as const),
  ...['json', 'json5', 'jsonc', 'yml', 'yaml', 'toml', 'ini', 'cfg', 'conf', 'sh', 'bash', 'mk'].map(
    (name) => [name, words] as const,
  ),
]);

const byName: ReadonlyMap<string, LanguageReader> = new Map([
  ['package.json', { language: 'words', read: readPackageJson }],
  ['pyproject.toml', { language: 'words', read: readPythonSettings }],
  ['setup.cfg', { language: 'words', read: readPythonSettings }],
  ['cargo.toml', { language: 'words', read: readCargoToml }],
  ...['dockerfile', 'containerfile', 'procfile', 'makefile', 'justfile', 'gemfile', 'rakefile'].map(
    (name) => [name, words] as const,
  ),
]);

/** Files that list packages, or hold much text that is no setting. */
const lists =
  /(?:^|[.-])lock(?:file)?(?:\.|$)|^(?:npm-shrinkwrap\.json|package-lock\.json|composer\.json|deno\.jsonc?|pipfile|gemfile|environment\.ya?ml|go\.(?:mod|sum|work)|pubspec\.yaml|pnpm-workspace\.yaml|\.?(?:renovate|dependabot).*)$|\.min\.json$|\.map$/;
const data = /(?:^|\/)(?:locales?|i18n|translations?|lang|fixtures|__snapshots__|testdata)\//i;
const largest = { code: 8 * 1024 * 1024, words: 128 * 1024 };

/** Who reads a file of this path and size; undefined: it says nothing of what is used. Decided by the name alone. */
export function readerOf(path: string, size: number): LanguageReader | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (/\.d\.[cm]?ts$/.test(name)) return undefined;
  const dot = name.lastIndexOf('.');
  const reader =
    byName.get(name) ??
    (name.startsWith('dockerfile') ? words : undefined) ??
    byExtension.get(name.slice(dot + 1)) ??
    settings(name);
  if (reader?.language !== 'words') return reader !== undefined && size <= largest.code ? reader : undefined;
  return size > largest.words || (!byName.has(name) && (lists.test(name) || data.test(path))) ? undefined : reader;
}

/** `.babelrc`, `.mocharc`, `.flake8` and their like. */
function settings(name: string): LanguageReader | undefined {
  return /^\.[a-z-]+(?:rc|ignore)?$/.test(name) && name.endsWith('rc') ? words : undefined;
}

const testFolders =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|e2e|cypress|playwright|testing|testdata|test[-_]?utils?|jest)\//i;
const testNames =
  /(?:[._-](?:test|tests|spec|specs|e2e|cy|stories|mock|mocks|bench)\.[^/.]+|_test\.(?:go|py|rs)|(?:^|\/)(?:test_[^/]*|conftest|tests?)\.py|(?:^|\/)tests?\.rs|(?:^|\/)(?:jest|vitest|karma|cypress|playwright)[^/]*\.(?:config|setup)[^/]*)$/i;

/** By its path, a test or what tests need. */
export function isTest(path: string): boolean {
  return testFolders.test(path) || testNames.test(path);
}
