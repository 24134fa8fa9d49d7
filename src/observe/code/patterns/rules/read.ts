import { nearest } from '#ground/formats';
import { Complaints } from './complaints.ts';
import { type Transform, transforms } from '../pieces.ts';
import type { Extraction, Formula, Join, Rule, RuleProblem, Taint, Unsupported } from './formula.ts';
import { FormulaReader } from './read-formula.ts';
import { type PendingJoin, pendingJoin, resolvedJoins } from './read-join.ts';
import { isRecord } from './record.ts';
import { keysOfRule, knownOptions, unsupportedKeys } from './rule-keys.ts';
import { type Path, type PositionedYaml, readPositioned } from './yaml.ts';

export interface RuleFile {
  readonly path: string;
  readonly text: string;
}

export interface RulesRead {
  readonly rules: readonly Rule[];
  readonly joins: readonly Join[];
  readonly problems: readonly RuleProblem[];
  readonly unsupported: readonly Unsupported[];
}

/** Reads rule files in Semgrep's syntax. A rule that is wrong in a part does not run, and neither does one with a part that is not looked for here. */
export async function readRules(files: readonly RuleFile[]): Promise<RulesRead> {
  const rules: Rule[] = [];
  const problems: RuleProblem[] = [];
  const unsupported: Unsupported[] = [];
  const joins: PendingJoin[] = [];
  for (const { path, text } of files) {
    const yaml = await readPositioned(path, text);
    if ('message' in yaml) problems.push(yaml);
    else new FileReader(path, yaml, rules, problems, unsupported, joins).read();
  }
  return { rules, joins: resolvedJoins(joins, rules, unsupported), problems, unsupported };
}

/** A rule whose metadata stands elsewhere: as it stands in a rule of Selvedge's own. */
export function readBuiltinRule(file: string, value: Readonly<Record<string, unknown>>): RulesRead {
  const rules: Rule[] = [];
  const problems: RuleProblem[] = [];
  const unsupported: Unsupported[] = [];
  new FileReader(
    file,
    { value: { rules: [value] }, at: () => [1, 1], atKey: () => [1, 1] },
    rules,
    problems,
    unsupported,
  ).read();
  return { rules, joins: [], problems, unsupported };
}

type Values = Readonly<Record<string, unknown>>;

class FileReader {
  private readonly file: string;
  private readonly yaml: PositionedYaml;
  private readonly rules: Rule[];
  private readonly problems: RuleProblem[];
  private readonly unsupported: Unsupported[];
  private readonly joins: PendingJoin[];

  constructor(
    file: string,
    yaml: PositionedYaml,
    rules: Rule[],
    problems: RuleProblem[],
    unsupported: Unsupported[],
    joins: PendingJoin[] = [],
  ) {
    this.joins = joins;
    this.file = file;
    this.yaml = yaml;
    this.rules = rules;
    this.problems = problems;
    this.unsupported = unsupported;
  }

  read(): void {
    const rules = (this.yaml.value as { rules?: unknown } | null)?.rules;
    if (!Array.isArray(rules)) return this.wrong(['rules'], '"rules" is missing', 'a list of rules', 'Add it.');
    const seen = new Set<string>();
    for (const [i, rule] of rules.entries()) this.rule(rule, ['rules', i], seen);
  }

  /** `isPart`: a rule within one that joins, which says nothing itself. */
  private rule(value: unknown, path: Path, seen: Set<string>, isPart = false): void {
    if (!isRecord(value))
      return this.wrong(
        path,
        'this is no rule',
        'a block of keys',
        'Give it an id, a message, languages and a pattern.',
      );
    const { id } = value;
    if (typeof id !== 'string' || id === '') return this.wrong([...path, 'id'], '"id" is missing', 'a word', 'Add it.');
    if (seen.has(id))
      return this.wrong([...path, 'id'], `"${id}" stands here a second time`, 'each id once', 'Rename one of them.');
    seen.add(id);
    if (value['mode'] === 'join') return this.join(id, value, path);
    const before = this.problems.length + this.unsupported.length;
    this.keys(value, path, id);
    const languages = this.languages(value, path);
    const isExtract = value['mode'] === 'extract' || isPart;
    const severity = isExtract ? 'low' : this.severity(value, path);
    const mode =
      value['mode'] ?? (isRecord(value['taint']) || value['pattern-sources'] !== undefined ? 'taint' : 'search');
    if (typeof value['message'] !== 'string' && !isExtract)
      this.wrong([...path, 'message'], '"message" is missing', 'text', 'Say what is wrong, and what to do.');
    const formulas = new FormulaReader(
      this.yaml,
      new Complaints(this.file, id, this.yaml, this.problems, this.unsupported),
    );
    let formula: Formula | undefined;
    let taint: Taint | undefined;
    let extract: Extraction | undefined;
    if (mode === 'taint') taint = formulas.taint(value, path);
    else if (mode === 'search') formula = formulas.ofRule(value, path);
    else if (mode === 'extract') [formula, extract] = [formulas.ofRule(value, path), this.extraction(id, value, path)];
    else if (mode === 'steps') this.not(id, [...path, 'mode'], `mode: ${mode}`, `rules in mode ${mode} are not run`);
    else this.wrong([...path, 'mode'], `"mode" is ${JSON.stringify(mode)}`, 'search or taint', 'Change it.');
    if (this.problems.length + this.unsupported.length > before) return;
    this.options(id, value, path);
    const paths = isRecord(value['paths']) ? value['paths'] : {};
    const regex = value['fix-regex'];
    this.rules.push({
      id,
      file: this.file,
      line: this.yaml.at(path)[0],
      languages,
      message: typeof value['message'] === 'string' ? value['message'] : id,
      severity,
      metadata: isRecord(value['metadata']) ? value['metadata'] : {},
      ...(typeof value['fix'] === 'string' && { fix: value['fix'] }),
      ...(isRecord(regex) &&
        typeof regex['regex'] === 'string' &&
        typeof regex['replacement'] === 'string' && {
          fixRegex: {
            regex: regex['regex'],
            replacement: regex['replacement'],
            ...(typeof regex['count'] === 'number' && { count: regex['count'] }),
          },
        }),
      include: textsOf(paths['include']),
      exclude: textsOf(paths['exclude']),
      options: isRecord(value['options']) ? value['options'] : {},
      ...(formula !== undefined && { formula }),
      ...(taint !== undefined && { taint }),
      ...(extract !== undefined && { extract }),
    });
  }

  private keys(value: Values, path: Path, id: string): void {
    for (const key of Object.keys(value)) {
      if (!(keysOfRule as readonly string[]).includes(key)) {
        const likely = nearest(key, keysOfRule);
        const [line, column] = this.yaml.atKey([...path, key]);
        this.problems.push({
          file: this.file,
          line,
          column,
          message: `"${key}" is not a key here`,
          expected: `one of ${keysOfRule.slice(0, 9).join(', ')}, …`,
          next: likely === undefined ? 'Remove it.' : `Did you mean "${likely}"?`,
        });
      }
      if (Object.hasOwn(unsupportedKeys, key)) this.not(id, [...path, key], key, unsupportedKeys[key]!);
    }
  }

  private join(id: string, value: Values, path: Path): void {
    const before = this.problems.length + this.unsupported.length;
    this.keys(value, path, id);
    const severity = this.severity(value, path);
    const { message, metadata } = value;
    if (typeof message !== 'string')
      this.wrong([...path, 'message'], '"message" is missing', 'text', 'Say what is wrong, and what to do.');
    const inline: Rule[] = [];
    const reader = new FileReader(this.file, this.yaml, inline, this.problems, this.unsupported);
    const given = isRecord(value['join']) ? value['join']['rules'] : undefined;
    const seen = new Set<string>();
    for (const [i, one] of (Array.isArray(given) ? given : []).entries())
      reader.rule(one, [...path, 'join', 'rules', i], seen, true);
    if (this.problems.length + this.unsupported.length > before) return;
    const base = {
      id,
      file: this.file,
      line: this.yaml.at(path)[0],
      message: String(message),
      severity,
      metadata: isRecord(metadata) ? metadata : {},
    };
    const made = pendingJoin(base, value['join'], inline);
    if (typeof made === 'string') this.not(id, [...path, 'join'], 'mode: join', made);
    else this.joins.push(made);
  }

  private extraction(id: string, value: Values, path: Path): Extraction | undefined {
    const { extract, transform = 'no_transform', reduce = 'separate' } = value;
    const language = value['dest-language'];
    const rules = isRecord(value['dest-rules']) ? value['dest-rules'] : {};
    if (typeof extract !== 'string' || typeof language !== 'string') {
      const key = typeof extract === 'string' ? 'dest-language' : 'extract';
      this.wrong([...path, key], `"${key}" is missing`, 'a metavariable, and the language of what it holds', 'Add it.');
      return undefined;
    }
    if (!transforms.includes(String(transform)) || (reduce !== 'separate' && reduce !== 'concat')) {
      this.not(
        id,
        path,
        'mode: extract',
        `transform ${String(transform)} with reduce ${String(reduce)} is not known here`,
      );
      return undefined;
    }
    return {
      metavariable: extract,
      language,
      transform: transform as Transform,
      isOne: reduce === 'concat',
      ...(Array.isArray(rules['include']) && { include: textsOf(rules['include']) }),
      exclude: textsOf(rules['exclude']),
    };
  }

  /** Options that mean nothing here are named: the rule runs without them. */
  private options(id: string, value: Values, path: Path): void {
    if (!isRecord(value['options'])) return;
    for (const [name, set] of Object.entries(value['options'])) {
      if (knownOptions.has(name) || set === false) continue;
      const line = this.yaml.atKey([...path, 'options', name])[0];
      const why = 'this option is not known here; the rule runs without it';
      this.unsupported.push({ rule: id, file: this.file, line, part: `options: ${name}`, why, runs: true });
    }
  }

  private languages(value: Values, path: Path): readonly string[] {
    const given = value['languages'];
    if (Array.isArray(given) && given.length > 0 && given.every((one) => typeof one === 'string')) return given;
    this.wrong(
      [...path, 'languages'],
      given === undefined ? '"languages" is missing' : '"languages" is no list of languages',
      'a list such as [python]',
      'Name the languages.',
    );
    return [];
  }

  private severity(value: Values, path: Path): Rule['severity'] {
    const given = value['severity'];
    const known: Readonly<Record<string, Rule['severity']>> = {
      CRITICAL: 'critical',
      HIGH: 'high',
      MEDIUM: 'medium',
      LOW: 'low',
      ERROR: 'high',
      WARNING: 'medium',
      INFO: 'low',
      INVENTORY: 'low',
      EXPERIMENT: 'low',
    };
    if (typeof given === 'string' && Object.hasOwn(known, given.toUpperCase())) return known[given.toUpperCase()]!;
    this.wrong(
      [...path, 'severity'],
      given === undefined ? '"severity" is missing' : `"severity" is ${JSON.stringify(given)}`,
      'LOW, MEDIUM, HIGH or CRITICAL',
      'Change it.',
    );
    return 'medium';
  }

  private wrong(path: Path, message: string, expected: string, next: string): void {
    const [line, column] = this.yaml.at(path);
    this.problems.push({ file: this.file, line, column, message, expected, next });
  }

  private not(rule: string, path: Path, part: string, why: string): void {
    this.unsupported.push({ rule, file: this.file, line: this.yaml.at(path)[0], part, why });
  }
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
