import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { assetPath } from '#ground/places';
import { type Parsers, prepareSyntax, syntaxAssets } from '#ground/syntax';
import { cpuTime } from '../../../ground/model/testing.ts';
import { compileRules } from './compile.ts';
import { type Matched, openPatterns } from './run.ts';

let parsers: Parsers;
beforeAll(async () => {
  parsers = await prepareSyntax(
    new Map(syntaxAssets.map((name) => [name, new Uint8Array(readFileSync(assetPath(name)))])),
  );
});

async function match(pattern: string, path: string, text: string, language = 'javascript'): Promise<Matched> {
  const rule = `rules:\n- id: r\n  message: m\n  severity: LOW\n  languages: [${language}]\n${pattern}`;
  const { image, problems, unsupported } = await compileRules([{ path: 'r.yaml', text: rule }], parsers);
  expect([problems, unsupported]).toEqual([[], []]);
  return openPatterns(image, parsers).match({ path, text }, performance.now() + 10_000);
}

describe('texts and rules that want to take for ever', () => {
  test('[5:code-hostile] a pattern with many ellipses ends, and says that it did not see everything', async () => {
    const text = `f(${'a, '.repeat(400)}a)`;
    const { matches, notLookedAt } = await match(`  pattern: f(${'..., a, '.repeat(8)}b)\n`, 'a.js', `${text}; b;`);
    expect(matches).toEqual([]);
    expect(notLookedAt).toEqual([{ rule: 'r', code: 'too-long', detail: 'matching took too many steps' }]);
  });

  test('[5:code-hostile] an expression that goes back and back is ended', async () => {
    const started = cpuTime();
    const { notLookedAt } = await match("  pattern-regex: '(a+)+$'\n", 'a.js', `${'a'.repeat(40)}!`);
    expect(notLookedAt[0]?.code).toBe('too-long');
    expect(cpuTime() - started).toBeLessThan(8000);
  });

  test('[5:code-hostile] code nested too deep is cut off, and that is told', async () => {
    const { notLookedAt } = await match('  pattern: f(...)\n', 'a.js', `${'['.repeat(3000)}f()${']'.repeat(3000)}`);
    expect(notLookedAt.map(({ code }) => code)).toContain('too-deep');
  });

  test('[5:code-hostile] names that JavaScript’s objects have are names like others', async () => {
    const code = 'const __proto__ = 1; constructor.toString(hasOwnProperty); f(__proto__);';
    expect((await match('  pattern: f($X)\n', 'a.js', code)).matches[0]?.metavariables['$X']).toBe('__proto__');
    expect((await match('  pattern: $X.toString(...)\n', 'a.js', code)).matches).toHaveLength(1);
  });

  test('[5:code-hostile] a list of two hundred thousand things is gone through', async () => {
    const { matches } = await match('  pattern: g()\n', 'a.js', `f([${'1,'.repeat(200_000)}g()])`);
    expect(matches).toHaveLength(1);
  });

  test('[5:code-hostile] a pipeline of five thousand stages is no deep tree', async () => {
    const text = `x=$1; echo "$x" ${'| a '.repeat(5000)}\neval "$x"\n`;
    const rule =
      '  mode: taint\n  pattern-sources: [{ pattern: "X=$Y" }, { pattern: "${$X}" }]\n  pattern-sinks: [{ pattern: eval ... }]\n';
    expect((await match(rule, 'a.sh', text, 'bash')).matches).toHaveLength(1);
    expect((await match('  pattern: echo ... | ... | b\n', 'a.sh', text, 'bash')).matches).toEqual([]);
  });

  test('[5:code-hostile] so many expressions that finding out their growth takes too long are told', async () => {
    const started = cpuTime();
    const rule =
      '  patterns: [{ pattern: f("$X") }, { metavariable-analysis: { metavariable: $X, analyzer: redos } }]\n';
    const { notLookedAt } = await match(rule, 'a.js', `f("${'(a|b)*'.repeat(20)}");`.repeat(200));
    expect(notLookedAt).toMatchObject([{ rule: 'r', code: 'too-long' }]);
    expect(cpuTime() - started).toBeLessThan(8000);
  });

  test('[5:code-hostile] many matches in one long list know where they stand', async () => {
    const { matches } = await match('  pattern: g()\n', 'a.js', `function h() { return [${'g(),'.repeat(5000)}] }`);
    expect(matches.at(-1)?.locus.symbol).toBe('h');
  });

  test.each([
    ['json', 'a.json', '['.repeat(100_000)],
    ['yaml', 'a.yaml', '['.repeat(100_000)],
    ['hcl', 'a.tf', 'a {'.repeat(100_000)],
    ['html', 'a.html', '<div>'.repeat(20_000)],
  ])('[5:code-hostile] brackets without an end in %s end', async (language, path, text) => {
    const { matches } = await match(
      `  pattern-either: [{ pattern: ${language === 'html' ? '<b>...</b>' : '"$X"'} }]\n`,
      path,
      text,
      language,
    );
    expect(matches).toEqual([]);
  });
});
