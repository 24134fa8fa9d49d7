import type { Severity } from '#ground/model';
import type { Parsers } from '#ground/syntax';
import { compileRead } from './compile.ts';
import type { CompiledRule, PatternImage } from './image.ts';
import { readBuiltinRule } from './rules/read.ts';
import { prepareYaml } from './tree/yaml.ts';

/** What a rule of Selvedge's own says about itself, for the pattern rules that stand in it. */
export interface BuiltinRule {
  readonly file: string;
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly patterns: readonly Readonly<Record<string, unknown>>[];
}

/** Several pattern rules of one rule have its id. Says what is wrong with them in the words of the one who reads rule files. */
export async function compileBuiltin(
  rules: readonly BuiltinRule[],
  parsers: Parsers,
): Promise<{ readonly image: PatternImage; readonly complaints: readonly string[] }> {
  await prepareYaml();
  const compiled: CompiledRule[] = [];
  const complaints: string[] = [];
  for (const { file, id, title, severity, patterns } of rules)
    for (const [i, pattern] of patterns.entries()) {
      const read = readBuiltinRule(file, { message: title, ...pattern, id, severity: severity.toUpperCase() });
      const made = compileRead(read.rules, parsers);
      compiled.push(...made.rules);
      const where = `${file}: patterns[${i}]`;
      for (const { message, expected } of read.problems) complaints.push(`${where}: ${message}; expected ${expected}`);
      for (const { part, why } of [...read.unsupported, ...made.unsupported])
        complaints.push(`${where}: ${part}: ${why}`);
    }
  return { image: { version: 1, rules: compiled }, complaints };
}
