import { describe, expect, test } from 'vitest';
import type { DependencyFile } from '#ground/model';
import { openReachability, type SymbolsOfPackage, usageAnalyzer } from '../index.ts';

const session = usageAnalyzer.open(new Map(), { projectKey: '' });

function factsOf(sources: Readonly<Record<string, string>>) {
  return Object.entries(sources).flatMap(([path, text]) => {
    const bytes = new TextEncoder().encode(text);
    const { facts } = session.extract({ path, size: bytes.length, bytes }, performance.now() + 5000);
    return facts === undefined ? [] : [{ path, facts }];
  });
}

const file: DependencyFile = {
  path: 'go.mod',
  format: 'go/go-mod',
  role: 'lockfile',
  root: { name: 'example.org/app' },
  packages: ['stdlib@1.25.0', 'example.org/web@v1.0.0', 'golang.org/x/net@v0.1.0'].map((name, at) => ({
    purl: `pkg:golang/${name}`,
    line: at + 1,
  })),
};

const source = (imports: readonly string[], body = '') =>
  `package a\nimport (\n${imports.map((path) => `  ${path.includes(' ') ? path : `"${path}"`}`).join('\n')}\n)\nfunc f() { ${body} }\n`;

const own = { 'main.go': source(['example.org/web', 'example.org/app/inside'], 'web.Serve()') };

/** Packages by import path; the third listed package, or the one at `position`, is asked about. */
function ask(
  packages: Readonly<Record<string, string>>,
  symbols: readonly SymbolsOfPackage[],
  { code = own, position = 2 }: { code?: Readonly<Record<string, string>>; position?: number } = {},
) {
  const judge = openReachability({
    usage: { files: factsOf(code) },
    inventory: [file],
    goPackage: (_, path) => {
      const text = packages[path];
      return text === undefined
        ? undefined
        : factsOf({ 'a.go': text, 'a_test.go': source(['golang.org/x/net/html'], 'html.Parse()') });
    },
  });
  return judge({ file, position, symbols });
}

const html = [{ path: 'golang.org/x/net/html', names: ['Parse', 'Tokenizer.Next'] }];

const using = (body: string, more = {}) =>
  ask(
    { 'example.org/web': source(['golang.org/x/net/html'], body), 'golang.org/x/net/html': source([]), ...more },
    html,
  );

const taking = (body: string) =>
  ask(
    {
      'example.org/web': source(['golang.org/x/net/html'], 'html.Render(r)'),
      'golang.org/x/net/html': source(['io'], body),
      io: source([]),
    },
    [{ path: 'golang.org/x/net/html', names: ['Parse'] }],
  ).verdict;

describe('what a Go build takes in [4:reachability]', () => {
  test('is what its own code imports, and what that imports', () => {
    const packages = {
      'example.org/web': source(['golang.org/x/net/html'], 'html.Parse(r)'),
      'golang.org/x/net/html': source([]),
    };
    expect(ask(packages, html)).toEqual({
      verdict: 'reachable',
      words: 'example.org/web/a.go:5 uses Parse; main.go:3 imports example.org/web > golang.org/x/net/html',
      at: { path: 'main.go', line: 3 },
    });
    expect(ask(packages, []).verdict).toBe('reachable');
    expect(ask(packages, [{ path: 'golang.org/x/net/html', names: [] }]).verdict).toBe('reachable');
    expect(ask(packages, [{ path: 'golang.org/x/net/http2', names: [] }])).toEqual({
      verdict: 'not-observed',
      words: 'no code that is shipped imports golang.org/x/net/http2',
    });
  });

  test('runs into what is not exported as soon as it is imported', () => {
    const packages = {
      'example.org/web': source(['golang.org/x/net/html'], 'html.Render(r)'),
      'golang.org/x/net/html': source([]),
    };
    const inner = (names: readonly string[]) => ask(packages, [{ path: 'golang.org/x/net/html', names }]).verdict;
    expect(inner(['parser.loop', 'Tokenizer.readTag', 'inBodyIM'])).toBe('reachable');
    expect(inner(['parser.loop', 'Parse'])).toBe('not-observed');
  });

  test('is unknown where a package takes its own function as a value', () => {
    expect(taking('io.Copy(a, b); t := Transport{Proxy: Parse}')).toBe('unknown');
    expect(taking('io.Copy(a, b); Parse(r)')).toBe('not-observed');
  });

  test('leaves tests out, its own and others’', () => {
    const packages = { 'example.org/web': source([]) };
    const code = { ...own, 'main_test.go': source(['golang.org/x/net/html'], 'html.Parse(r)') };
    expect(ask(packages, html, { code }).verdict).toBe('not-observed');
  });

  test('leaves files out that no build takes', () => {
    const packages = {
      'example.org/web': `//go:build ignore\n\n${source(['golang.org/x/net/html'], 'html.Parse(r)')}`,
    };
    expect(ask(packages, html).verdict).toBe('not-observed');
    const windows = { ...packages, 'example.org/web': packages['example.org/web'].replace('ignore', 'windows') };
    expect(ask({ ...windows, 'golang.org/x/net/html': source([]) }, html).verdict).toBe('reachable');
  });

  test('has symbols that are not used, or of which a value of a type has one of the name', () => {
    expect(using('html.Render(r)')).toEqual({
      verdict: 'not-observed',
      words:
        'main.go:3 imports example.org/web > golang.org/x/net/html, and no use of Parse or Tokenizer.Next was seen',
    });
    expect(using('t := html.NewTokenizer(r); t.Next()').verdict).toBe('unknown');
    expect(using('html.Render(web.Other().Next())').verdict).toBe('unknown');
  });

  test('is not known where code is not at hand', () => {
    expect(ask({}, html)).toEqual({ verdict: 'unknown', words: 'the code of example.org/web is not at hand' });
  });

  test('has the standard library in it, with copies of modules of its own', () => {
    const packages = {
      'example.org/web': source(['net/http']),
      'net/http': source(['golang.org/x/net/html', 'net/url'], 'html.Parse(r); url.Parse(s)'),
      'net/url': source([]),
      'vendor/golang.org/x/net/html': source([]),
    };
    expect(ask(packages, html).verdict).toBe('not-observed');
    const url = [{ path: 'net/url', names: ['Parse'] }];
    expect(ask(packages, url, { position: 0 })).toMatchObject({
      verdict: 'reachable',
      words: 'net/http/a.go:6 uses Parse; main.go:3 imports example.org/web > net/http > net/url',
    });
  });

  test('says nothing of a package that the standard library at hand does not have', () => {
    const packages = { 'example.org/web': source(['net/http']), 'net/http': source([]) };
    const inside = (path: string) =>
      ask({ ...packages, 'net/mail': source([]) }, [{ path, names: [] }], { position: 0 });
    expect(inside('net/mail').verdict).toBe('not-observed');
    expect(inside('crypto/internal/old')).toEqual({
      verdict: 'unknown',
      words: 'the standard library at hand has no crypto/internal/old',
    });
  });

  test('without others’ code is known by what its own code uses alone', () => {
    const judge = openReachability({
      usage: { files: factsOf({ 'main.go': source(['golang.org/x/net/html'], 'html.Parse(r)') }) },
      inventory: [file],
    });
    expect(judge({ file, position: 2, symbols: html }).verdict).toBe('reachable');
    expect(judge({ file, position: 1 })).toEqual({
      verdict: 'unknown',
      words: 'whether other modules use it was not looked into',
    });
  });

  test('ends where packages import each other', () => {
    const packages = {
      'example.org/web': source(['example.org/web/b']),
      'example.org/web/b': source(['example.org/web']),
    };
    expect(ask(packages, html).verdict).toBe('not-observed');
  });
});
