import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { assetPath } from '#ground/places';
import { type Parsers, prepareSyntax, syntaxAssets } from '#ground/syntax';
import type { Change } from './change.ts';
import { Trees } from './change-complexity.ts';
import { ExportUse } from './dead-exports.ts';
import { languageOf } from './languages.ts';
import { tokensOf } from './tokens.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await prepareSyntax(new Map(syntaxAssets.map((name) => [name, readFileSync(assetPath(name))])));
});

const added = (path: string, text: string) => ({
  path,
  text,
  added: [{ firstLine: 1, lastLine: text.split('\n').length }],
  removed: [],
});

function deadIn(change: Partial<Change>, tree: Readonly<Record<string, string>> = {}): string[] {
  const use = new ExportUse({ files: [], gone: [], ...change }, new Trees(parsers, performance.now() + 5000));
  const all = [...Object.entries(tree), ...(change.files ?? []).map(({ path, text }) => [path, text] as const)];
  for (const [path, text] of all) {
    const family =
      languageOf(path)?.family ?? (/\.(?:vue|svelte)$/.test(path) ? languageOf('a.ts')!.family : undefined);
    use.look(path, text, family === undefined ? undefined : tokensOf(text, family));
  }
  return use.dead().map(({ path, name, line }) => `${path}:${line} ${name}`);
}

test('An export that nobody imports is dead, whatever others call theirs [5:quality]', () => {
  const text =
    'export function used() {}\nexport const total = 1, rest = 2;\nexport class Cart {}\nexport { a as b };\nexport enum E { A }\n';
  const tree = { 'src/main.ts': "import { used, type Cart } from './cart';\nconst total = rest();\nused();\n" };
  expect(deadIn({ files: [added('src/cart.ts', text)] }, tree)).toEqual([
    'src/cart.ts:2 total',
    'src/cart.ts:2 rest',
    'src/cart.ts:4 b',
    'src/cart.ts:5 E',
  ]);
});

test.each([
  ['by name, in a component', 'src/a.vue', '<script setup>\nimport { total } from "./cart"\n</script>\n'],
  ['again by another module', 'src/lib.ts', "export { total } from './cart';\n"],
  ['as a namespace', 'src/a.ts', "import * as cart from './cart';\ncart.total();\n"],
  ['by require', 'src/a.js', "const { total } = require('./cart');\n"],
  ['while it runs', 'src/a.ts', "const { total } = await import('@/cart');\n"],
  ['as a type', 'src/a.ts', "import type { total } from '#cart';\n"],
  ['over many lines, renamed', 'src/a.ts', "import a, {\n  b,\n  total as sum, // the total\n} from './cart';\n"],
  ['in the configuration of a deployment', 'serverless.yml', 'handler: src/cart.total\n'],
])('An export that is imported %s is in use', (_how, path, text) => {
  expect(deadIn({ files: [added('src/cart.ts', 'export function total() {}\n')] }, { [path]: text })).toEqual([]);
});

test('What was exported before is not new, wherever it stands now [5:quality]', () => {
  const text = 'export function total(more) {}\nexport default 1;\n';
  const before = 'export function total() {}\nexport default 1;\n';
  expect(deadIn({ files: [{ ...added('a.ts', text), before }] })).toEqual([]);
  expect(deadIn({ files: [added('b.ts', text)], gone: [{ path: 'a.ts', text: before }] })).toEqual([]);
});

test('The default export belongs to whoever names the file', () => {
  const file = added('src/cart/index.ts', 'export default function () {}\n');
  expect(deadIn({ files: [file] })).toEqual(['src/cart/index.ts:1 default']);
  expect(deadIn({ files: [file] }, { 'src/a.ts': "import Cart from './cart';\n" })).toEqual([]);
  expect(deadIn({ files: [file] }, { 'src/a.ts': "lazy(() => import('../src/cart/index.js'));\n" })).toEqual([]);
});

test('Entry points, and what they export as a whole, are used by others [5:quality]', () => {
  const manifest = JSON.stringify({
    name: 'shop',
    private: true,
    main: 'dist/main.js',
    exports: { './extra': './src/extra.ts' },
  });
  const tree = { 'package.json': manifest, 'src/main.ts': "export * from './cart';\n" };
  const files = ['cart', 'extra', 'other'].map((name) => added(`src/${name}.ts`, `export const ${name} = 1;\n`));
  expect(deadIn({ files }, tree)).toEqual(['src/other.ts:1 other']);
});

test.each([
  'app/cart/page.tsx',
  'src/cart.test.ts',
  'src/cart.stories.tsx',
  'vite.config.ts',
  'src/pages/api/cart.ts',
  'src/routes/+page.ts',
  'types/cart.d.ts',
])('What frameworks and tools load is in use: %s', (path) => {
  expect(deadIn({ files: [added(path, 'export const total = 1;\n')] })).toEqual([]);
});

test('Classes with decorators are registered; modules that a pattern names are loaded', () => {
  expect(deadIn({ files: [added('src/a.ts', '@Injectable()\nexport class Cart {}\n')] })).toEqual([]);
  const tree = { 'src/main.ts': "const all = import.meta.glob('./parts/*.ts');\n" };
  expect(deadIn({ files: [added('src/parts/a.ts', 'export const a = 1;\n')] }, tree)).toEqual([]);
});

test('A type that others of its file are made of goes with them', () => {
  const text = 'export interface Item {}\nexport interface Other {}\nexport const f = (item: Item) => item;\n';
  const tree = { 'b.ts': "import { f } from './a';\n" };
  expect(deadIn({ files: [added('a.ts', text)] }, tree)).toEqual(['a.ts:2 Other']);
});

test('Python: public functions and classes that nothing names, but for what frameworks find [5:quality]', () => {
  const text =
    'def total():\n    pass\n\ndef used():\n    pass\n\n@app.route("/")\ndef index():\n    pass\n\nclass Plugin(Base):\n    pass\n\nclass Late(Exception):\n    pass\n\ndef _own():\n    total_of = 1\n';
  expect(deadIn({ files: [added('shop/cart.py', text)] }, { 'shop/__init__.py': 'from .cart import used\n' })).toEqual([
    'shop/cart.py:1 total',
    'shop/cart.py:14 Late',
  ]);
  const built = { 'pyproject.toml': '[build-system]\nrequires = ["hatchling"]\n' };
  expect(deadIn({ files: [added('shop/cart.py', text)] }, built)).toEqual([]);
});

test('Names like those of every object are names', () => {
  const text = 'export const constructor = 1;\nexport const toString = 2;\nexport const __proto__ = 3;\n';
  expect(deadIn({ files: [added('a.ts', text)] }, { 'b.ts': "import { toString } from './a';\n" })).toEqual([
    'a.ts:1 constructor',
    'a.ts:3 __proto__',
  ]);
});
