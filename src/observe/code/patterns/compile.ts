import { nearest } from '#ground/formats';
import type { Parsers } from '#ground/syntax';
import type {
  CompiledCondition,
  CompiledFormula,
  CompiledPart,
  CompiledRule,
  CompiledTaint,
  EncodedNode,
  PatternImage,
} from './image.ts';
import { needOf, needOfTaint } from './need.ts';
import type { CompiledJoin } from './join.ts';
import type {
  Condition,
  Extraction,
  Formula,
  Join,
  Rule,
  RuleProblem,
  Taint,
  TaintPart,
  Unsupported,
} from './rules/formula.ts';
import { readRules, type RuleFile } from './rules/read.ts';
import { compileExpression } from './text/expression.ts';
import { parseDataPattern } from './tree/data-pattern.ts';
import { grammars, languageCalled, languageNames, type PatternLanguage } from './tree/languages.ts';
import { K, type Node } from './tree/node.ts';
import { parsePattern } from './tree/pattern.ts';
import { prepareYaml } from './tree/yaml.ts';

export interface Compiled {
  readonly image: PatternImage;
  readonly problems: readonly RuleProblem[];
  readonly unsupported: readonly Unsupported[];
}

/** Rule files in Semgrep's syntax to an image. What is wrong or not supported is told, and such a rule is not in the image. */
export async function compileRules(files: readonly RuleFile[], parsers: Parsers): Promise<Compiled> {
  const { rules, joins, problems, unsupported } = await readRules(files);
  await prepareYaml();
  const made = compileRead(rules, parsers);
  const joined = compileJoins(joins, parsers);
  return {
    image: { version: 1, rules: [...made.rules, ...joined.rules], joins: joined.joins },
    problems,
    unsupported: [...unsupported, ...made.unsupported, ...joined.unsupported],
  };
}

export function compileRead(
  rules: readonly Rule[],
  parsers: Parsers,
): { readonly rules: readonly CompiledRule[]; readonly unsupported: readonly Unsupported[] } {
  const compiled: CompiledRule[] = [];
  const unsupported: Unsupported[] = [];
  for (const rule of rules) {
    const languages = new Set<PatternLanguage>();
    for (const name of rule.languages) {
      const language = languageCalled(name);
      if (language === undefined)
        unsupported.push({
          rule: rule.id,
          file: rule.file,
          line: rule.line,
          part: `languages: ${name}`,
          why: unknownLanguage(name),
        });
      else languages.add(language);
    }
    for (const language of languages) {
      const compiler = new RuleCompiler(rule, language, parsers);
      const one = compiler.compile();
      unsupported.push(...compiler.unsupported);
      if (compiler.unsupported.length === 0) compiled.push(one);
    }
  }
  return { rules: compiled, unsupported };
}

/** The rules that are joined, each under the id of the one that joins them. One that cannot run keeps all of it from running. */
function compileJoins(joins: readonly Join[], parsers: Parsers) {
  const rules: CompiledRule[] = [];
  const made: CompiledJoin[] = [];
  const unsupported: Unsupported[] = [];
  for (const { id, file, line, message, severity, metadata, parts, on } of joins) {
    const own: CompiledRule[] = [];
    const missing: Unsupported[] = [];
    for (const { as, renames, rules: given } of parts) {
      const compiled = compileRead(given, parsers);
      missing.push(...compiled.unsupported.map((one) => ({ ...one, rule: id })));
      own.push(
        ...compiled.rules.map((rule) => ({
          ...rule,
          id,
          file,
          line,
          message,
          severity,
          metadata,
          join: { as, renames },
        })),
      );
    }
    if (missing.length > 0) unsupported.push(...missing);
    else {
      rules.push(...own);
      made.push({ id, message, on });
    }
  }
  return { rules, joins: made, unsupported };
}

class RuleCompiler {
  readonly unsupported: Unsupported[] = [];
  private readonly rule: Rule;
  private readonly language: PatternLanguage;
  private readonly parsers: Parsers;
  private readonly names: string[] = [];

  constructor(rule: Rule, language: PatternLanguage, parsers: Parsers) {
    this.rule = rule;
    this.language = language;
    this.parsers = parsers;
  }

  compile(): CompiledRule {
    const { formula, taint, extract, languages: _, ...rest } = this.rule;
    const compiledFormula = formula === undefined ? undefined : this.formula(formula, this.language);
    const compiledTaint = taint === undefined ? undefined : this.taint(taint);
    const need =
      this.rule.options['generic_caseless'] === true
        ? undefined
        : compiledFormula !== undefined
          ? needOf(compiledFormula)
          : compiledTaint === undefined
            ? undefined
            : needOfTaint(compiledTaint);
    return {
      ...rest,
      language: this.language,
      metavariables: this.names,
      ...(compiledFormula !== undefined && { formula: compiledFormula }),
      ...(compiledTaint !== undefined && { taint: compiledTaint }),
      ...(extract !== undefined && this.extraction(extract)),
      ...(need !== undefined && { need }),
    };
  }

  private extraction({ metavariable, language, ...rest }: Extraction): Pick<CompiledRule, 'extract'> {
    const known = languageCalled(language);
    if (known === undefined) {
      this.not(this.rule.line, `dest-language: ${language}`, unknownLanguage(language));
      return {};
    }
    return { extract: { ...rest, slot: this.slot(metavariable), language: known } };
  }

  private slot(name: string): number {
    const known = this.names.indexOf(name);
    if (known !== -1) return known;
    this.names.push(name);
    return this.names.length - 1;
  }

  private formula(formula: Formula, language: PatternLanguage): CompiledFormula {
    switch (formula.op) {
      case 'pattern':
        return this.pattern(formula.text, formula.at, language);
      case 'regex':
        return { op: 'regex', text: formula.text, groups: groupsOf(formula.text).map((name) => this.slot(name)) };
      case 'all':
        return {
          op: 'all',
          of: formula.of.map((one) => this.formula(one, language)),
          where: formula.where.map((one) => this.condition(one, language)),
          focus: formula.focus.map((names) => names.map((name) => this.slot(name))),
        };
      case 'any':
        return { op: 'any', of: formula.of.map((one) => this.formula(one, language)) };
      default:
        return { op: formula.op, of: this.formula(formula.of, language) };
    }
  }

  private pattern(text: string, at: readonly [number, number], language: PatternLanguage): CompiledFormula {
    if (language === 'generic') {
      for (const [name] of text.matchAll(/\$(?:\.\.\.)?[A-Z_][A-Z_0-9]*/g)) this.slot(name);
      return { op: 'words', text };
    }
    if (language === 'regex')
      return this.not(at[0], 'pattern', 'a rule of the language regex has regular expressions alone');
    const parsed =
      grammars[language] === undefined ? parseDataPattern(text, language) : parsePattern(text, language, this.parsers);
    if (parsed === undefined)
      return this.not(at[0], `pattern ${JSON.stringify(text.trim().slice(0, 60))}`, `it cannot be read as ${language}`);
    return { op: 'tree', nodes: parsed.nodes.map((node) => this.encode(node)) };
  }

  private encode(node: Node): EncodedNode {
    const hasSlot = node.kind === K.metavariable || node.kind === K.metavariables || node.kind === K.typed;
    const slot = hasSlot && node.text !== '$_' ? this.slot(node.text) : -1;
    if ((node.kind === K.string || node.kind === K.symbol) && node.kids.length === 0)
      for (const [name] of node.text.matchAll(/\$[A-Z_][A-Z_0-9]*\b/g)) this.slot(name);
    const kids = node.kids.map((kid) => this.encode(kid));
    return node.attributes.length === 0
      ? [node.kind, node.text, kids, slot]
      : [node.kind, node.text, kids, slot, node.attributes.map((one) => this.encode(one))];
  }

  private condition(condition: Condition, language: PatternLanguage): CompiledCondition {
    const slot = condition.metavariable === undefined ? -1 : this.slot(condition.metavariable);
    switch (condition.kind) {
      case 'regex': {
        for (const name of groupsOf(condition.text)) if (!/^\$\d+$/.test(name)) this.slot(name);
        return { kind: 'regex', slot, text: condition.text };
      }
      case 'comparison':
        for (const [name] of condition.text.matchAll(/\$(?:[A-Z_][A-Z_0-9]*|\d+)/g)) this.slot(name);
        return { ...condition, slot };
      case 'entropy':
      case 'redos':
        return { kind: condition.kind, slot };
      case 'name':
        return { kind: 'name', slot, modules: condition.modules };
      case 'type':
        return { kind: 'type', slot, types: condition.types.map((type) => this.typePattern(type)) };
      default: {
        const inner = condition.language === undefined ? language : languageCalled(condition.language);
        if (inner === undefined) {
          this.not(
            this.rule.line,
            `metavariable-pattern in ${condition.language}`,
            'patterns in this language are not matched',
          );
          return { kind: 'entropy', slot };
        }
        const formula = this.formula(condition.formula, inner);
        return { kind: 'pattern', slot, formula, ...(condition.language !== undefined && { language: inner }) };
      }
    }
  }

  private typePattern(type: string): EncodedNode {
    const [node] = parsePattern(type, this.language, this.parsers)?.nodes ?? [];
    if (node === undefined) return [K.name, type, [], -1];
    return this.encode(node);
  }

  private taint(taint: Taint): CompiledTaint {
    const parts = (list: readonly TaintPart[]): readonly CompiledPart[] =>
      list.map(({ formula, from, to, ...rest }) => ({
        ...rest,
        formula: this.formula(formula, this.language),
        ...(from !== undefined && { from: this.slot(from) }),
        ...(to !== undefined && { to: this.slot(to) }),
      }));
    return {
      sources: parts(taint.sources),
      sinks: parts(taint.sinks),
      sanitizers: parts(taint.sanitizers),
      propagators: parts(taint.propagators),
    };
  }

  private not(line: number, part: string, why: string): CompiledFormula {
    this.unsupported.push({ rule: this.rule.id, file: this.rule.file, line, part, why });
    return { op: 'any', of: [] };
  }
}

/** `$1` and on, and `$NAME` for a group with a name. */
function groupsOf(source: string): readonly string[] {
  const { regexp } = compileExpression(source, 'm');
  if (regexp === undefined) return [];
  const groups = new RegExp(`${regexp.source}|`, regexp.flags.replace('g', '')).exec('');
  const numbered = Array.from({ length: (groups?.length ?? 1) - 1 }, (_, i) => `$${i + 1}`);
  return [...numbered, ...Object.keys(groups?.groups ?? {}).map((name) => `$${name}`)];
}

function unknownLanguage(name: string): string {
  const likely = nearest(name, languageNames);
  return `patterns in this language are not matched${likely === undefined ? '' : `; did you mean "${likely}"?`}`;
}
