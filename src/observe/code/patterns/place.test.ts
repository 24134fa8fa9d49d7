import { expect, test } from 'vitest';
import { compileRules } from './compile.ts';
import type { Locus } from './place.ts';
import { openPatterns } from './run.ts';
import { parsersForTests } from './tree/testing.ts';

async function locusOf(path: string, language: string, pattern: string, text: string): Promise<Locus[]> {
  const rule = `rules:\n- id: r\n  message: m\n  severity: LOW\n  languages: [${language}]\n  ${pattern}\n`;
  const parsers = await parsersForTests();
  const { image } = await compileRules([{ path: 'r.yaml', text: rule }], parsers);
  return openPatterns(image, parsers)
    .match({ path, text }, Number.POSITIVE_INFINITY)
    .matches.map(({ locus }) => locus);
}

const named: readonly (readonly [path: string, language: string, pattern: string, text: string, symbol: string])[] = [
  ['a.go', 'go', 'pattern: evil(...)', 'package a\nfunc b(c int) { evil(c) }', 'b'],
  ['a.java', 'java', 'pattern: evil(...)', 'class A { class B { void c() { evil(d); } } }', 'A.B.c'],
  ['a.cs', 'csharp', 'pattern: evil(...)', 'namespace N { class A { void B() { evil(c); } } }', 'A.B'],
  ['a.rb', 'ruby', 'pattern: evil(...)', 'module A\n  class B\n    def c\n      evil(d)\n    end\n  end\nend', 'A.B.c'],
  ['a.php', 'php', 'pattern: evil(...)', '<?php class A { function b() { evil($c); } }', 'A.b'],
  ['a.rs', 'rust', 'pattern: evil(...)', 'impl A { fn b() { evil(c); } }', 'A.b'],
  ['a.kt', 'kotlin', 'pattern: evil(...)', 'class A { fun b() { evil(c) } }', 'A.b'],
  ['a.sh', 'bash', 'pattern: evil ...', 'a() { evil b; }', 'a'],
  ['a.py', 'python', 'pattern: evil(...)', 'class A:\n  def b(self):\n    evil(c)', 'A.b'],
  ['a.js', 'javascript', 'pattern: evil(...)', 'const a = () => { evil(b); };', 'a'],
  ['a.yaml', 'yaml', 'pattern: "evil: true"', 'a:\n  b:\n    evil: true', 'a.b.evil'],
  ['a.json', 'json', 'pattern: \'"evil": true\'', '{ "a": { "evil": true } }', 'a.evil'],
  ['a.go', 'regex', 'pattern-regex: evil', 'package a\nfunc b() { evil() }', 'b'],
  ['a.go', 'go', 'pattern: evil(...)', 'package a\nvar b = evil(1)', ''],
];

test.each(named)(
  '[5:code-identity] in %s a finding of %s rules knows what it stands in',
  async (path, language, pattern, text, symbol) => {
    expect(await locusOf(path, language, pattern, text)).toMatchObject([{ symbol }]);
  },
);

test('[5:code-identity] a pattern finding keeps its locus when code is moved, laid out anew, or a local variable renamed', async () => {
  const pattern = 'pattern: evil(...)';
  const [before] = await locusOf('a.go', 'go', pattern, 'package a\nfunc b(c int) { d := c; evil(d, e.F) }');
  const after = await locusOf(
    'a.go',
    'go',
    pattern,
    'package a\n\nfunc z() {}\nfunc b(x int) {\n  y := x\n  evil(\n    y,\n    e.F,\n  )\n}',
  );
  expect(after).toEqual([before]);
  const [other] = await locusOf('a.go', 'go', pattern, 'package a\nfunc b(c int) { d := c; evil(d, e.G) }');
  expect(other).not.toEqual(before);
});
