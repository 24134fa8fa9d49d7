import { nearest } from '#ground/formats';
import { compileExpression } from '../text/expression.ts';
import { parseComparison } from '../search/comparison.ts';
import type { Condition, Formula, RuleProblem, Taint, TaintPart, Unsupported } from './formula.ts';
import { isRecord } from './record.ts';
import type { Path, PositionedYaml } from './yaml.ts';

type Values = Readonly<Record<string, unknown>>;

const positive = [
  'pattern',
  'patterns',
  'pattern-either',
  'pattern-regex',
  'pattern-inside',
  'pattern-not',
  'pattern-not-inside',
  'pattern-not-regex',
  'semgrep-internal-pattern-anywhere',
  'all',
  'any',
  'not',
  'inside',
  'regex',
  'anywhere',
];
const conditions = [
  'metavariable-regex',
  'metavariable-pattern',
  'metavariable-comparison',
  'metavariable-analysis',
  'metavariable-type',
  'focus-metavariable',
  'where',
];
const known = [...positive, ...conditions];
const besides = new Set([
  'label',
  'requires',
  'by-side-effect',
  'exact',
  'not_conflicting',
  'not-conflicting',
  'at-exit',
  'from',
  'to',
  'control',
  'fix',
  'metavariable',
  'language',
  'replace-labels',
]);
const maxDepth = 60;

/** From what a rule says to a formula. Whatever is wrong or not looked for here is told, and undefined stands for it. */
export class FormulaReader {
  private readonly file: string;
  private readonly rule: string;
  private readonly yaml: PositionedYaml;
  private readonly problems: RuleProblem[];
  private readonly unsupported: Unsupported[];

  constructor(file: string, rule: string, yaml: PositionedYaml, problems: RuleProblem[], unsupported: Unsupported[]) {
    this.file = file;
    this.rule = rule;
    this.yaml = yaml;
    this.problems = problems;
    this.unsupported = unsupported;
  }

  ofRule(value: Values, path: Path): Formula | undefined {
    if (value['match'] !== undefined) return this.formula(value['match'], [...path, 'match'], 0);
    const keys = ['pattern', 'patterns', 'pattern-either', 'pattern-regex'].filter((key) => value[key] !== undefined);
    if (keys.length === 0)
      return this.wrong(
        path,
        'there is nothing to look for',
        'pattern, patterns, pattern-either, pattern-regex or match',
        'Add one of them.',
      );
    const formulas = keys.map((key) => this.member(key, value[key], [...path, key], 0));
    return all(formulas.filter((one) => one !== undefined));
  }

  taint(value: Values, path: Path): Taint | undefined {
    const inner = isRecord(value['taint']) ? value['taint'] : value;
    const isNew = inner !== value;
    const base = isNew ? [...path, 'taint'] : path;
    const part = (name: string): readonly TaintPart[] => {
      const key = isNew ? name : `pattern-${name}`;
      const given = inner[key];
      if (given === undefined) return [];
      if (!Array.isArray(given)) {
        this.wrong([...base, key], `"${key}" is no list`, 'a list of patterns', 'Begin each with a dash.');
        return [];
      }
      return given.flatMap((one, i) => this.part(one, [...base, key, i]) ?? []);
    };
    const made = {
      sources: part('sources'),
      sinks: part('sinks'),
      sanitizers: part('sanitizers'),
      propagators: part('propagators'),
    };
    if (made.sources.length === 0)
      this.wrong(base, 'there are no sources', isNew ? 'sources' : 'pattern-sources', 'Say where data comes from.');
    if (made.sinks.length === 0)
      this.wrong(base, 'there are no sinks', isNew ? 'sinks' : 'pattern-sinks', 'Say where data must not arrive.');
    return made;
  }

  private part(value: unknown, path: Path): TaintPart | undefined {
    if (!isRecord(value) && typeof value !== 'string')
      return this.wrong(path, 'this is no pattern', 'a block of keys', 'Change it.');
    const keys: Values = isRecord(value) ? value : { pattern: value };
    if (keys['control'] === true)
      return this.not([...path, 'control'], 'control', 'sources of control are not followed');
    if (keys['replace-labels'] !== undefined)
      return this.not([...path, 'replace-labels'], 'replace-labels', 'labels are not replaced on the way');
    const formula = this.formula(keys, path, 0);
    if (formula === undefined) return undefined;
    const { label, requires, from, to } = keys as { label?: unknown; requires?: unknown; from?: unknown; to?: unknown };
    if (requires !== undefined && typeof requires !== 'string')
      return this.not([...path, 'requires'], 'requires', 'labels of single metavariables are not told apart');
    const sideEffect = keys['by-side-effect'];
    return {
      formula,
      sideEffect: sideEffect === true || sideEffect === 'only',
      ...(typeof keys['exact'] === 'boolean' && { exact: keys['exact'] }),
      ...(keys['at-exit'] === true && { atExit: true }),
      ...(typeof label === 'string' && { label }),
      ...(typeof requires === 'string' && { requires }),
      ...((keys['not_conflicting'] === true || keys['not-conflicting'] === true) && { notConflicting: true }),
      ...(typeof from === 'string' && { from }),
      ...(typeof to === 'string' && { to }),
    };
  }

  formula(value: unknown, path: Path, depth: number): Formula | undefined {
    if (depth > maxDepth) return this.wrong(path, 'nested too deep', `at most ${maxDepth} levels`, 'Make it flatter.');
    if (typeof value === 'string') return { op: 'pattern', text: value, at: this.yaml.at(path) };
    if (!isRecord(value)) return this.wrong(path, 'this is no pattern', 'text, or a block of keys', 'Change it.');
    const formulas: Formula[] = [];
    const where: Condition[] = [];
    const focus: (readonly string[])[] = [];
    const before = this.problems.length + this.unsupported.length;
    for (const [key, inner] of Object.entries(value)) {
      const at = [...path, key];
      if (besides.has(key)) continue;
      if (conditions.includes(key)) this.condition(key, inner, at, where, focus, depth);
      else if (positive.includes(key)) {
        const made = this.member(key, inner, at, depth + 1);
        if (made !== undefined) formulas.push(made);
      } else this.unknown(key, at);
    }
    if (this.problems.length + this.unsupported.length > before) return undefined;
    if (formulas.length === 1 && where.length === 0 && focus.length === 0) return formulas[0];
    if (formulas.length === 0 && where.length === 0 && focus.length === 0)
      return this.wrong(
        path,
        'there is nothing to look for',
        `one of ${positive.slice(0, 8).join(', ')}`,
        'Add one of them.',
      );
    const [only] = formulas;
    if (formulas.length === 1 && only?.op === 'all')
      return { ...only, where: [...only.where, ...where], focus: [...only.focus, ...focus] };
    return { op: 'all', of: formulas, where, focus };
  }

  private member(key: string, value: unknown, path: Path, depth: number): Formula | undefined {
    switch (key) {
      case 'pattern':
        return this.formula(value, path, depth + 1);
      case 'pattern-inside':
      case 'inside':
        return wrap('inside', this.formula(value, path, depth + 1));
      case 'pattern-not':
      case 'not':
        return wrap('not', this.formula(value, path, depth + 1));
      case 'pattern-not-inside':
        return wrap('not', wrap('inside', this.formula(value, path, depth + 1)));
      case 'pattern-regex':
      case 'regex':
        return this.regex(value, path);
      case 'pattern-not-regex':
        return wrap('not', this.regex(value, path));
      case 'pattern-either':
      case 'any': {
        const inner = this.list(value, path, depth);
        return inner === undefined ? undefined : { op: 'any', of: inner.formulas };
      }
      case 'patterns':
      case 'all': {
        const inner = this.list(value, path, depth);
        return inner === undefined
          ? undefined
          : { op: 'all', of: inner.formulas, where: inner.where, focus: inner.focus };
      }
      default:
        return this.not(path, key, 'this operator is not known here');
    }
  }

  private list(
    value: unknown,
    path: Path,
    depth: number,
  ): { formulas: Formula[]; where: Condition[]; focus: (readonly string[])[] } | undefined {
    if (!Array.isArray(value))
      return this.wrong(path, `"${String(path.at(-1))}" is no list`, 'a list of patterns', 'Begin each with a dash.');
    const made: { formulas: Formula[]; where: Condition[]; focus: (readonly string[])[] } = {
      formulas: [],
      where: [],
      focus: [],
    };
    for (const [i, one] of value.entries()) {
      const at = [...path, i];
      if (isRecord(one) && Object.keys(one).every((key) => conditions.includes(key)) && Object.keys(one).length > 0) {
        for (const [key, inner] of Object.entries(one))
          this.condition(key, inner, [...at, key], made.where, made.focus, depth);
        continue;
      }
      const formula = this.formula(one, at, depth + 1);
      if (formula !== undefined) made.formulas.push(formula);
    }
    return made;
  }

  private regex(value: unknown, path: Path): Formula | undefined {
    if (typeof value !== 'string')
      return this.wrong(path, 'this is no regular expression', 'text', 'Put it in quotes.');
    if (compileExpression(value, 'm').regexp === undefined)
      return this.not(path, 'pattern-regex', `the expression ${shown(value)} is not understood`);
    return { op: 'regex', text: value, at: this.yaml.at(path) };
  }

  private condition(
    key: string,
    value: unknown,
    path: Path,
    where: Condition[],
    focus: (readonly string[])[],
    depth: number,
  ): void {
    if (key === 'focus-metavariable') {
      focus.push((Array.isArray(value) ? value : [value]).map(String));
      return;
    }
    if (key === 'where') {
      for (const [i, one] of (Array.isArray(value) ? value : []).entries())
        this.whereOne(one, [...path, i], where, focus, depth);
      return;
    }
    if (!isRecord(value)) {
      this.wrong(path, `"${key}" is no block of keys`, 'metavariable and what is said of it', 'Change it.');
      return;
    }
    const { metavariable } = value;
    if (key !== 'metavariable-comparison' && typeof metavariable !== 'string') {
      this.wrong([...path, 'metavariable'], '"metavariable" is missing', 'a metavariable such as $X', 'Add it.');
      return;
    }
    const made = this.conditionOf(key, value, metavariable as string, path, depth);
    if (made !== undefined) where.push(made);
  }

  private conditionOf(
    key: string,
    value: Values,
    metavariable: string,
    path: Path,
    depth: number,
  ): Condition | undefined {
    switch (key) {
      case 'metavariable-regex': {
        const text = value['regex'];
        if (typeof text !== 'string')
          return this.wrong([...path, 'regex'], '"regex" is missing', 'a regular expression', 'Add it.');
        if (compileExpression(text, '').regexp === undefined)
          return this.not([...path, 'regex'], key, `the expression ${shown(text)} is not understood`);
        return { kind: 'regex', metavariable, text };
      }
      case 'metavariable-comparison': {
        const text = value['comparison'];
        if (typeof text !== 'string')
          return this.wrong(
            [...path, 'comparison'],
            '"comparison" is missing',
            'an expression such as $X > 1',
            'Add it.',
          );
        const why = parseComparison(text);
        if (typeof why === 'string')
          return this.not([...path, 'comparison'], key, `the comparison ${shown(text)} is not understood: ${why}`);
        const { base } = value;
        return {
          kind: 'comparison',
          text,
          strip: value['strip'] === true,
          ...(typeof metavariable === 'string' && { metavariable }),
          ...(typeof base === 'number' && { base }),
        };
      }
      case 'metavariable-pattern': {
        const formula = this.formula(value, path, depth + 1);
        const { language } = value;
        return formula === undefined
          ? undefined
          : { kind: 'pattern', metavariable, formula, ...(typeof language === 'string' && { language }) };
      }
      case 'metavariable-analysis':
        if (value['analyzer'] === 'entropy' || value['analyzer'] === 'entropy_v2')
          return { kind: 'entropy', metavariable };
        return this.not(path, key, `the analyzer ${String(value['analyzer'])} is not known here`);
      case 'metavariable-type': {
        const types = [value['type'], ...(Array.isArray(value['types']) ? (value['types'] as unknown[]) : [])].filter(
          (one) => typeof one === 'string',
        );
        return { kind: 'type', metavariable, types };
      }
      default:
        return this.not(path, key, 'this condition is not known here');
    }
  }

  private whereOne(value: unknown, path: Path, where: Condition[], focus: (readonly string[])[], depth: number): void {
    if (!isRecord(value)) {
      this.wrong(path, 'this is no condition', 'a block of keys', 'Change it.');
      return;
    }
    if (value['focus'] !== undefined) this.condition('focus-metavariable', value['focus'], path, where, focus, depth);
    else if (value['comparison'] !== undefined)
      this.condition('metavariable-comparison', value, path, where, focus, depth);
    else if (value['analyzer'] !== undefined) this.condition('metavariable-analysis', value, path, where, focus, depth);
    else if (value['type'] !== undefined || value['types'] !== undefined)
      this.condition('metavariable-type', value, path, where, focus, depth);
    else if (typeof value['regex'] === 'string' && Object.keys(value).length === 2)
      this.condition('metavariable-regex', value, path, where, focus, depth);
    else this.condition('metavariable-pattern', value, path, where, focus, depth);
  }

  private unknown(key: string, path: Path): void {
    const likely = nearest(key, known);
    const [line, column] = this.yaml.atKey(path);
    this.problems.push({
      file: this.file,
      line,
      column,
      message: `"${key}" is not a key here`,
      expected: `one of ${known.slice(0, 8).join(', ')}, …`,
      next: likely === undefined ? 'Remove it.' : `Did you mean "${likely}"?`,
    });
  }

  private wrong(path: Path, message: string, expected: string, next: string): undefined {
    const [line, column] = this.yaml.at(path);
    this.problems.push({ file: this.file, line, column, message, expected, next });
    return undefined;
  }

  private not(path: Path, part: string, why: string): undefined {
    this.unsupported.push({ rule: this.rule, file: this.file, line: this.yaml.at(path)[0], part, why });
    return undefined;
  }
}

function all(formulas: readonly Formula[]): Formula | undefined {
  return formulas.length === 1
    ? formulas[0]
    : formulas.length === 0
      ? undefined
      : { op: 'all', of: formulas, where: [], focus: [] };
}

function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);
}

function wrap(op: 'not' | 'inside', of: Formula | undefined): Formula | undefined {
  return of === undefined ? undefined : { op, of };
}
