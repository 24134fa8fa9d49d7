import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CodeRule } from './rule.ts';

const folder = new URL('./rules/', import.meta.url);
const rules = readdirSync(folder).map((file) => ({
  file,
  rule: CodeRule.safeParse(parse(readFileSync(new URL(file, folder), 'utf8'))),
}));

describe('the rules about code', () => {
  test.each(rules)('[5:code-rules] $file is a rule, named as its file', ({ file, rule }) => {
    expect(rule.error?.issues ?? []).toEqual([]);
    expect(rule.data?.id).toBe(`code/${file.replace(/\.yaml$/, '')}`);
  });

  test('[5:code-rules] each names a weakness, a category and a page to read', () => {
    for (const { file, rule } of rules) {
      expect(rule.data?.cwe.length, file).toBeGreaterThan(0);
      expect(rule.data?.owasp, file).not.toEqual([]);
      for (const category of rule.data?.owasp ?? []) expect(category).toMatch(/^A(0[1-9]|10):2025$/);
      for (const requirement of rule.data?.asvs ?? []) expect(requirement).toMatch(/^v5\.0\.0-\d+\.\d+\.\d+$/);
      expect(
        rule.data?.references.some((reference) => reference.startsWith('https://')),
        file,
      ).toBe(true);
    }
  });

  test('[5:code-rules] each shows bad code beside what it should have been, in the same languages', () => {
    for (const { file, rule } of rules) {
      const examples = Object.values(rule.data?.examples ?? {});
      expect(examples.length, file).toBeGreaterThan(0);
      for (const { bad, good } of examples) expect(good.length, file).toBe(bad.length);
    }
  });
});
