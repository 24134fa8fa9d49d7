import { parseComparison } from '../search/comparison.ts';
import { compileExpression } from '../text/expression.ts';
import { type Complaints, shown } from './complaints.ts';
import type { Condition, Formula } from './formula.ts';
import { isRecord } from './record.ts';
import type { Path } from './yaml.ts';

type Values = Readonly<Record<string, unknown>>;

/** What a rule says of what was found. */
export interface Said {
  readonly where: Condition[];
  readonly focus: (readonly string[])[];
}

/** From what a rule says of metavariables to conditions. */
export class ConditionReader {
  private readonly complaints: Complaints;
  private readonly formula: (value: unknown, path: Path, depth: number) => Formula | undefined;

  constructor(complaints: Complaints, formula: (value: unknown, path: Path, depth: number) => Formula | undefined) {
    this.complaints = complaints;
    this.formula = formula;
  }

  read(key: string, value: unknown, path: Path, said: Said, depth: number): void {
    if (key === 'focus-metavariable') {
      said.focus.push((Array.isArray(value) ? value : [value]).map(String));
      return;
    }
    if (key === 'where') {
      for (const [i, one] of (Array.isArray(value) ? value : []).entries())
        this.whereOne(one, [...path, i], said, depth);
      return;
    }
    if (key === 'as') {
      this.complaints.not(path, 'as', 'what is found is bound to no metavariable');
      return;
    }
    if (!isRecord(value)) {
      this.complaints.wrong(path, `"${key}" is no block of keys`, 'metavariable and what is said of it', 'Change it.');
      return;
    }
    const { metavariable } = value;
    if (key !== 'metavariable-comparison' && typeof metavariable !== 'string') {
      this.complaints.wrong(
        [...path, 'metavariable'],
        '"metavariable" is missing',
        'a metavariable such as $X',
        'Add it.',
      );
      return;
    }
    const made = this.conditionOf(key, value, metavariable as string, path, depth);
    if (made !== undefined) said.where.push(made);
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
          return this.complaints.wrong([...path, 'regex'], '"regex" is missing', 'a regular expression', 'Add it.');
        if (compileExpression(text, '').regexp === undefined)
          return this.complaints.not([...path, 'regex'], key, `the expression ${shown(text)} is not understood`);
        return { kind: 'regex', metavariable, text };
      }
      case 'metavariable-comparison': {
        const text = value['comparison'];
        if (typeof text !== 'string')
          return this.complaints.wrong(
            [...path, 'comparison'],
            '"comparison" is missing',
            'an expression such as $X > 1',
            'Add it.',
          );
        const why = parseComparison(text);
        if (typeof why === 'string')
          return this.complaints.not(
            [...path, 'comparison'],
            key,
            `the comparison ${shown(text)} is not understood: ${why}`,
          );
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
        if (value['analyzer'] === 'redos') return { kind: 'redos', metavariable };
        return this.complaints.not(path, key, `the analyzer ${String(value['analyzer'])} is not known here`);
      case 'metavariable-name': {
        const modules = [value['module'], ...(Array.isArray(value['modules']) ? (value['modules'] as unknown[]) : [])];
        const names = modules.filter((one) => typeof one === 'string');
        if (names.length === 0 || value['kind'] !== undefined)
          return this.complaints.not(path, key, 'names are told by the modules that they come from alone');
        return { kind: 'name', metavariable, modules: names };
      }
      case 'metavariable-type': {
        const types = [value['type'], ...(Array.isArray(value['types']) ? (value['types'] as unknown[]) : [])].filter(
          (one) => typeof one === 'string',
        );
        return { kind: 'type', metavariable, types };
      }
      default:
        return this.complaints.not(path, key, 'this condition is not known here');
    }
  }

  private whereOne(value: unknown, path: Path, said: Said, depth: number): void {
    if (!isRecord(value)) {
      this.complaints.wrong(path, 'this is no condition', 'a block of keys', 'Change it.');
      return;
    }
    if (value['focus'] !== undefined) this.read('focus-metavariable', value['focus'], path, said, depth);
    else if (value['comparison'] !== undefined) this.read('metavariable-comparison', value, path, said, depth);
    else if (value['analyzer'] !== undefined) this.read('metavariable-analysis', value, path, said, depth);
    else if (value['module'] !== undefined || value['modules'] !== undefined)
      this.read('metavariable-name', value, path, said, depth);
    else if (value['type'] !== undefined || value['types'] !== undefined)
      this.read('metavariable-type', value, path, said, depth);
    else if (typeof value['regex'] === 'string' && Object.keys(value).length === 2)
      this.read('metavariable-regex', value, path, said, depth);
    else this.read('metavariable-pattern', value, path, said, depth);
  }
}
