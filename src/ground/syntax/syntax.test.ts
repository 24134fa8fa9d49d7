import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { Language, Parser } from 'web-tree-sitter';
import { beforeAll, expect, test } from 'vitest';
import { assetPath } from '#ground/places';
import { grammarAsset, runtimeAsset, type SyntaxLanguage, syntaxLanguages } from './languages.ts';
import { type Parsers, prepareSyntax } from './parsers.ts';
import type { SyntaxTree } from './tree.ts';

const samples: Readonly<Record<SyntaxLanguage, string>> = {
  bash: 'for f in *.txt; do\n  cat "$f" | grep -c "${1:-x}" && echo done # fertig\ndone\n',
  'c-sharp': 'class A : B { [Get("/x")] public async Task<int> F(string s = "ä") => await g($"{s}!"); }\n',
  go: 'package main\n\nfunc (s *T) f(x, y int) (int, error) {\n\tgo g(func() { s.m[x] = y })\n\treturn x + 1, nil\n}\n',
  java: 'class A<T> extends B {\n  @Get("x") int f(String... s) throws E { return s.length > 0 ? 1 : g(() -> 2); }\n}\n',
  javascript: 'export default async ({ a, ...b }) => `x${a ?? "é"}` + b?.c[0]; // 😀\nclass A { #x = /a/g }\n',
  kotlin: 'fun f(x: Int?): String = when (x) { null -> "a"; else -> "b$x" }\nclass A(val y: Int)\n',
  php: '<?php\nfunction f(?int $x = 1) { return "a{$x->y[0]}" . g(...$x); }\n?>\n<b><?= $x ?></b>\n',
  python: 'def f(a, /, *b: int, c=1, **d) -> str:\n\tif (x := a[1, 2]) is not None: return f"{x!r:>{c}}" "ü"\n',
  ruby: 'class A < B\n  def f(x, y: 1, *z) = "a#{x}" if y\n  get("/") { |q| `ls #{q}` }\nend\n',
  rust: "fn f<'a, T: B>(x: &'a mut T) -> Option<u8> { let Some(y) = x.g()? else { return None }; m!(y, 1) }\n",
  tsx: 'const A = <T,>({ x }: P<T>) => <div {...x} on={() => f(x as any)}>a {x} &amp;</div>;\n',
  typescript:
    'abstract class A<T> implements B { constructor(private readonly x?: T) { super(x!) } @d() f<U>(): U[] { return [] } }\n',
};

let assets: ReadonlyMap<string, Uint8Array>;
let parsers: Parsers;

beforeAll(async () => {
  const names = [runtimeAsset, ...syntaxLanguages.map((language) => grammarAsset(language))];
  assets = new Map(names.map((name) => [name, readFileSync(assetPath(name))]));
  parsers = await prepareSyntax(assets);
});

function parse(language: SyntaxLanguage, text: string): SyntaxTree {
  return parsers.parse(language, text, { deadline: Infinity });
}

/** What the library's own cursor says of each node, in order. */
function asTheCursorSays(language: SyntaxLanguage, text: string): unknown[] {
  const parser = new Parser();
  const bytes = assets.get(grammarAsset(language)) as Uint8Array<ArrayBuffer>;
  parser.setLanguage(Language.loadSync(new WebAssembly.Module(bytes)));
  const tree = parser.parse(text)!;
  const cursor = tree.walk();
  const nodes: unknown[] = [];
  const parents = [-1];
  for (;;) {
    const { nodeType, nodeIsNamed, startIndex, endIndex, currentFieldName } = cursor;
    // The library calls everything without a name ERROR, a NUL that ends the text too.
    const kind = nodeType === 'ERROR' && !nodeIsNamed ? '' : nodeType;
    const node = nodes.push([kind, nodeIsNamed, startIndex, endIndex, currentFieldName ?? '', parents.at(-1)]) - 1;
    if (cursor.gotoFirstChild()) {
      parents.push(node);
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      parents.pop();
      if (cursor.gotoParent()) continue;
      cursor.delete();
      tree.delete();
      parser.delete();
      return nodes;
    }
  }
}

function asTheColumnsSay(tree: SyntaxTree): unknown[] {
  return Array.from({ length: tree.count }, (_, node) => [
    tree.kindName(node),
    tree.isNamed(node),
    tree.start[node],
    tree.end[node],
    tree.grammar.fields[tree.field[node]!],
    tree.parent[node],
  ]);
}

test.each(syntaxLanguages)('A tree of %s is the one that the parser has', (language) => {
  const tree = parse(language, samples[language]);
  expect(tree.problems).toEqual([]);
  expect(asTheColumnsSay(tree)).toEqual(asTheCursorSays(language, samples[language]));
});

test('[5:syntax-errors] A tree of a broken text is the one that the parser has, with what is broken in it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...syntaxLanguages),
      fc.nat(),
      fc.nat(20),
      fc.constantFrom('', '(', '}', '"', '<<<<<<<', '\n', '\u0000', '\ud800', 'é'),
      (language, at, removed, put) => {
        const sample = samples[language];
        const cut = at % sample.length;
        const text = sample.slice(0, cut) + put + sample.slice(cut + removed);
        expect(asTheColumnsSay(parse(language, text))).toEqual(asTheCursorSays(language, text));
      },
    ),
    { numRuns: 60 },
  );
});

test('[5:syntax-errors] What does not follow the grammar is told, and the rest has its tree', () => {
  const tree = parse('python', 'a = 1\n) (\ndef f(x):\n    return x\n');
  const f = tree.grammar.kind('function_definition');
  expect(tree.kind.includes(f)).toBe(true);
  expect(tree.problems.length).toBeGreaterThan(0);
  const [problem] = tree.problems;
  expect(tree.text.slice(problem!.start, problem!.end)).toContain(')');
});

test('Nodes lead to their children, siblings and fields', () => {
  const tree = parse('python', 'f(1, x)');
  const { grammar } = tree;
  const call = tree.firstChild(tree.firstChild(0));
  expect(tree.kindName(call)).toBe('call');
  const list = tree.childAt(call, grammar.fieldNumber('arguments'));
  const one = tree.firstNamedChild(list);
  const x = tree.nextNamedSibling(one);
  expect([tree.textOf(one), tree.textOf(x), tree.nextNamedSibling(x)]).toEqual(['1', 'x', -1]);
  expect(tree.kindName(tree.nextSibling(one))).toBe(',');
  expect([grammar.kind('call'), grammar.kind('(', false), grammar.kind('no such')]).toEqual([
    tree.kind[call],
    tree.kind[tree.firstChild(list)],
    -1,
  ]);
});

test('[5:code-hostile] Length, number of nodes and time are bounded, and the next text is parsed all the same', () => {
  const deep = '['.repeat(200_000);
  const failing = (limits: object): unknown => {
    try {
      return parsers.parse('python', deep, { deadline: Infinity, ...limits }).count;
    } catch (error) {
      return (error as { code?: unknown }).code;
    }
  };
  expect(failing({ maxLength: 1000 })).toBe('too-large');
  expect(failing({ maxNodes: 1000 })).toBe('too-many-nodes');
  expect(failing({ deadline: performance.now() })).toBe('timed-out');
  expect(parse('python', 'x').count).toBe(3);
  expect(() => parsers.parse('cobol' as SyntaxLanguage, 'x', { deadline: Infinity })).toThrow('not built');
});

test('[5:code-hostile] A text of a hundred thousand open brackets has a tree', () => {
  const tree = parse('javascript', '('.repeat(100_000));
  expect(tree.count).toBeGreaterThan(100_000);
  expect(tree.after[0]).toBe(tree.count);
});
