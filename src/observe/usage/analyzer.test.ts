import { describe, expect, test } from 'vitest';
import { usageAnalyzer, usageFrom } from './index.ts';

const wants = (path: string, size = 1000) => usageAnalyzer.wants({ path, size });
const session = usageAnalyzer.open(new Map(), { projectKey: '' });
const extract = (path: string, bytes: Uint8Array, deadline = performance.now() + 5000) =>
  session.extract({ path, size: bytes.length, bytes }, deadline);
const bytes = (text: string) => new TextEncoder().encode(text);

describe('the usage analyzer [4:reachability]', () => {
  test('wants code and settings, and no lists of packages, types or data', () => {
    for (const path of [
      'a.ts',
      'a.vue',
      'a.py',
      'a.go',
      'a.rs',
      'A.java',
      'package.json',
      '.eslintrc',
      '.babelrc',
      'Dockerfile',
      'Dockerfile.web',
      'a.config.mjs',
      'a.yml',
    ])
      expect([path, wants(path)]).toEqual([path, true]);
    for (const path of [
      'package-lock.json',
      'yarn.lock',
      'pnpm-lock.yaml',
      'poetry.lock',
      'composer.json',
      'a.d.ts',
      'README.md',
      'locales/de.json',
      'a.png',
      'requirements.txt',
    ])
      expect([path, wants(path)]).toEqual([path, false]);
    expect(wants('data.json', 1024 * 1024)).toBe(false);
    expect(wants('bundle.js', 7 * 1024 * 1024)).toBe(true);
  });

  test('makes no claims, and hands on what it knows', () => {
    const { facts } = extract('test/a.js', bytes("import 'x'"));
    expect(facts).toEqual({ language: 'javascript', test: true, modules: [{ module: 'x', line: 1 }] });
    const conclusion = session.conclude([{ path: 'test/a.js', facts: facts! }]);
    expect(conclusion).toMatchObject({ claims: [], notLookedAt: [] });
    expect(usageFrom(JSON.parse(JSON.stringify(conclusion.knowledge)))).toEqual({
      files: [{ path: 'test/a.js', facts }],
    });
    expect(usageFrom(undefined)).toEqual({ files: [] });
  });

  test('has no facts of a file that loads nothing', () => {
    expect(extract('a.js', bytes('1 + 1'))).toEqual({});
  });

  test('reads what is not UTF-8 as far as it goes, and UTF-16 by its mark', () => {
    expect(extract('a.js', Uint8Array.from([0xff, 0x27, 0x0a, ...bytes("require('x')")])).facts?.modules).toHaveLength(
      1,
    );
    const wide = new Uint8Array(Buffer.from("\uFEFFrequire('x')", 'utf16le'));
    expect(extract('a.js', wide).facts?.modules).toHaveLength(1);
  });

  test('says of a file that takes too long that it was not read', () => {
    expect(extract('a.js', bytes('a;'.repeat(20_000)), performance.now() - 1)).toEqual({
      facts: { language: 'javascript', modules: [], unsure: 1 },
      notLookedAt: [
        { path: 'a.js', by: 'usage', reason: 'timed-out', detail: 'reading took too long', expected: false },
      ],
    });
  });
});
