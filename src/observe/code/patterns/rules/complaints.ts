import { nearest } from '#ground/formats';
import type { RuleProblem, Unsupported } from './formula.ts';
import { known } from './keys.ts';
import type { Path, PositionedYaml } from './yaml.ts';

/** What is wrong with a rule, and what of it is not looked for here; undefined stands for either in a formula. */
export class Complaints {
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

  get count(): number {
    return this.problems.length + this.unsupported.length;
  }

  unknown(key: string, path: Path): void {
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

  wrong(path: Path, message: string, expected: string, next: string): undefined {
    const [line, column] = this.yaml.at(path);
    this.problems.push({ file: this.file, line, column, message, expected, next });
    return undefined;
  }

  not(path: Path, part: string, why: string): undefined {
    this.unsupported.push({ rule: this.rule, file: this.file, line: this.yaml.at(path)[0], part, why });
    return undefined;
  }
}

/** As it is quoted in a complaint. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}…` : text);
}
