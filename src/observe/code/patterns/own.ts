import { FileFormatError } from '#ground/formats';
import type { Json, NotLookedAt, RuleId, Severity } from '#ground/model';
import type { Parsers } from '#ground/syntax';
import type { RuleOfCode } from '../rule-of-code.ts';
import { compileRules } from './compile.ts';
import type { CompiledRule, PatternImage } from './image.ts';
import type { RuleFile } from './rules/read.ts';

/** What a project brings for the analyzer `code`, as it travels to `open`. */
export interface OwnPatterns {
  readonly image: PatternImage;
  readonly rules: readonly RuleOfCode[];
}

/** The same, for the engine and for people. */
export interface OwnCodeRules {
  /** OwnPatterns, for `open`. */
  readonly settings: Json;
  /** Parts of rules that are not looked for here. */
  readonly notLookedAt: readonly NotLookedAt[];
  readonly docs: readonly OwnCodeRuleDoc[];
}

export interface OwnCodeRuleDoc {
  readonly id: RuleId;
  readonly title: string;
  readonly finds: string;
  readonly why: string;
  readonly severity: Severity;
  readonly references: readonly string[];
  readonly fix: string;
}

/** A project's rules in Semgrep's syntax. `builtin`: ids that are taken. Throws FileFormatError for a file that is wrong. */
export async function compileOwnPatterns(
  files: readonly RuleFile[],
  builtin: ReadonlySet<string>,
  parsers: Parsers,
): Promise<OwnCodeRules> {
  const { image, problems, unsupported } = await compileRules(files, parsers);
  const [first, ...rest] = problems.map((problem) => ({ code: 'wrong-value' as const, ...problem }));
  if (first !== undefined)
    throw new FileFormatError(first.file, [first, ...rest.filter(({ file }) => file === first.file)]);
  const rules = image.rules.map((rule) => ({ ...rule, id: idOf(rule.id, builtin) }));
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const joins = (image.joins ?? []).map((one) => ({ ...one, id: idOf(one.id, builtin) }));
  const own: OwnPatterns = { image: { version: 1, rules, joins }, rules: [...byId.values()].map(ruleOfCode) };
  return {
    // Through JSON, since that is how it travels.
    settings: JSON.parse(JSON.stringify(own)) as Json,
    notLookedAt: unsupported.map(({ rule, file, line, part, why, runs }) => ({
      by: idOf(rule, builtin),
      reason: 'analyzer-failed',
      detail: `${part} (${file}:${line}): ${why}`.slice(0, 500),
      expected: runs === true,
    })),
    docs: [...byId.values()].map(docOf),
  };
}

/** `My.Rule_1` is `code/my-rule-1`. */
function idOf(id: string, builtin: ReadonlySet<string>): RuleId {
  const name = id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 100);
  const whole = `code/${name === '' ? 'rule' : name}`;
  return (builtin.has(whole) ? whole.replace('/', '/own-') : whole) as RuleId; // in the form that ids have
}

function ruleOfCode(rule: CompiledRule): RuleOfCode {
  const said = textsOf(rule.metadata['confidence'])[0]?.toUpperCase();
  return {
    id: rule.id,
    title: titleOf(rule),
    severity: rule.severity,
    confidence: said === 'LOW' ? 'possible' : 'likely',
    cwe: textsOf(rule.metadata['cwe']).flatMap((text) => /^CWE-\d+/.exec(text)?.[0] ?? []),
    yieldsTo: [],
    oncePerFile: false,
  };
}

function docOf(rule: CompiledRule): OwnCodeRuleDoc {
  const owasp = textsOf(rule.metadata['owasp']).flatMap((text) => /^(?:A\d+:\d{4}|A\d+)/.exec(text)?.[0] ?? []);
  return {
    id: rule.id as RuleId,
    title: titleOf(rule),
    finds: rule.message.slice(0, 1000),
    why: rule.message.slice(0, 2000),
    severity: rule.severity,
    references: [
      ...textsOf(rule.metadata['cwe']),
      ...owasp.map((name) => `OWASP-${name}`),
      ...textsOf(rule.metadata['references']),
      `${rule.file}:${rule.line}`,
    ].map((text) => text.slice(0, 500)),
    fix: rule.fix === undefined ? 'See what the rule says.' : `Write ${rule.fix.slice(0, 1000)} instead.`,
  };
}

/** The first sentence of what it says. */
function titleOf({ message, id }: CompiledRule): string {
  const first = /^[^.\n]{3,118}/.exec(message.trim().replace(/\s+/g, ' '))?.[0] ?? id;
  return first.trim();
}

function textsOf(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one) => typeof one === 'string');
}
