import { compileExpression } from '../text/expression.ts';
import { type Complaints, shown } from './complaints.ts';
import type { Formula, Taint, TaintPart } from './formula.ts';
import { besides, conditions, positive } from './keys.ts';
import { ConditionReader, type Said } from './read-condition.ts';
import { isRecord } from './record.ts';
import type { Path, PositionedYaml } from './yaml.ts';

type Values = Readonly<Record<string, unknown>>;

const maxDepth = 60;

/** From what a rule says to a formula. Whatever is wrong or not looked for here is told, and undefined stands for it. */
export class FormulaReader {
  private readonly yaml: PositionedYaml;
  private readonly complaints: Complaints;
  private readonly conditions: ConditionReader;

  constructor(yaml: PositionedYaml, complaints: Complaints) {
    this.yaml = yaml;
    this.complaints = complaints;
    this.conditions = new ConditionReader(complaints, (value, path, depth) => this.formula(value, path, depth));
  }

  ofRule(value: Values, path: Path): Formula | undefined {
    if (value['match'] !== undefined) return this.formula(value['match'], [...path, 'match'], 0);
    const keys = ['pattern', 'patterns', 'pattern-either', 'pattern-regex'].filter((key) => value[key] !== undefined);
    if (keys.length === 0)
      return this.complaints.wrong(
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
        this.complaints.wrong([...base, key], `"${key}" is no list`, 'a list of patterns', 'Begin each with a dash.');
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
      this.complaints.wrong(
        base,
        'there are no sources',
        isNew ? 'sources' : 'pattern-sources',
        'Say where data comes from.',
      );
    if (made.sinks.length === 0)
      this.complaints.wrong(
        base,
        'there are no sinks',
        isNew ? 'sinks' : 'pattern-sinks',
        'Say where data must not arrive.',
      );
    return made;
  }

  private part(value: unknown, path: Path): TaintPart | undefined {
    if (!isRecord(value) && typeof value !== 'string')
      return this.complaints.wrong(path, 'this is no pattern', 'a block of keys', 'Change it.');
    const keys: Values = isRecord(value) ? value : { pattern: value };
    const formula = this.formula(keys, path, 0);
    if (formula === undefined) return undefined;
    const { label, requires, from, to } = keys as { label?: unknown; requires?: unknown; from?: unknown; to?: unknown };
    if (requires !== undefined && typeof requires !== 'string')
      return this.complaints.not(
        [...path, 'requires'],
        'requires',
        'labels of single metavariables are not told apart',
      );
    const sideEffect = keys['by-side-effect'];
    return {
      formula,
      sideEffect: sideEffect === true || sideEffect === 'only',
      ...(sideEffect === 'only' && { onlySideEffect: true }),
      ...(keys['control'] === true && { control: true }),
      ...(Array.isArray(keys['replace-labels']) && { replaced: keys['replace-labels'].map(String) }),
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
    if (depth > maxDepth)
      return this.complaints.wrong(path, 'nested too deep', `at most ${maxDepth} levels`, 'Make it flatter.');
    if (typeof value === 'string') return { op: 'pattern', text: value, at: this.yaml.at(path) };
    if (!isRecord(value))
      return this.complaints.wrong(path, 'this is no pattern', 'text, or a block of keys', 'Change it.');
    const formulas: Formula[] = [];
    const said: Said = { where: [], focus: [] };
    const { where, focus } = said;
    const before = this.complaints.count;
    for (const [key, inner] of Object.entries(value)) {
      const at = [...path, key];
      if (besides.has(key)) continue;
      if (conditions.includes(key)) this.conditions.read(key, inner, at, said, depth);
      else if (positive.includes(key)) {
        const made = this.member(key, inner, at, depth + 1);
        if (made !== undefined) formulas.push(made);
      } else this.complaints.unknown(key, at);
    }
    if (this.complaints.count > before) return undefined;
    if (formulas.length === 1 && where.length === 0 && focus.length === 0) return formulas[0];
    if (formulas.length === 0 && where.length === 0 && focus.length === 0)
      return this.complaints.wrong(
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
        return this.complaints.not(path, key, 'this operator is not known here');
    }
  }

  private list(value: unknown, path: Path, depth: number): (Said & { readonly formulas: Formula[] }) | undefined {
    if (!Array.isArray(value))
      return this.complaints.wrong(
        path,
        `"${String(path.at(-1))}" is no list`,
        'a list of patterns',
        'Begin each with a dash.',
      );
    const made: Said & { readonly formulas: Formula[] } = { formulas: [], where: [], focus: [] };
    for (const [i, one] of value.entries()) {
      const at = [...path, i];
      if (isRecord(one) && Object.keys(one).every((key) => conditions.includes(key)) && Object.keys(one).length > 0) {
        for (const [key, inner] of Object.entries(one)) this.conditions.read(key, inner, [...at, key], made, depth);
        continue;
      }
      const formula = this.formula(one, at, depth + 1);
      if (formula !== undefined) made.formulas.push(formula);
    }
    return made;
  }

  private regex(value: unknown, path: Path): Formula | undefined {
    if (typeof value !== 'string')
      return this.complaints.wrong(path, 'this is no regular expression', 'text', 'Put it in quotes.');
    if (compileExpression(value, 'm').regexp === undefined)
      return this.complaints.not(path, 'pattern-regex', `the expression ${shown(value)} is not understood`);
    return { op: 'regex', text: value, at: this.yaml.at(path) };
  }
}

function all(formulas: readonly Formula[]): Formula | undefined {
  return formulas.length === 1
    ? formulas[0]
    : formulas.length === 0
      ? undefined
      : { op: 'all', of: formulas, where: [], focus: [] };
}

function wrap(op: 'not' | 'inside', of: Formula | undefined): Formula | undefined {
  return of === undefined ? undefined : { op, of };
}
