import type { Parsers } from '#ground/syntax';
import { annotationsOf } from './annotations.ts';
import { compileRules } from './compile.ts';
import { type CompiledJoin, join, joinValues } from './join.ts';
import type { RuleProblem, Unsupported } from './rules/formula.ts';
import type { RuleFile } from './rules/read.ts';
import { openPatterns, type PatternMatch } from './run.ts';

/** A rule file and the files that are annotated for it; `fixed` is what its repairs make of `text`. */
export interface RuleTest {
  readonly rules: RuleFile;
  readonly files: readonly { readonly path: string; readonly text: string; readonly fixed?: string }[];
}

interface Line {
  readonly path: string;
  readonly line: number;
}

export interface RuleVerdict {
  readonly rule: string;
  readonly file: string;
  /** Lines that it was to find and finds, and lines that it was to leave alone and does. */
  readonly found: number;
  readonly leftAlone: number;
  readonly missed: readonly Line[];
  readonly falselyFound: readonly Line[];
  /** Where what its repairs make differs first from what was to come out. */
  readonly wronglyFixed: readonly Line[];
  /** Whether any file speaks of it. */
  readonly isTested: boolean;
}

export interface RulesVerdict {
  readonly rules: readonly RuleVerdict[];
  readonly problems: readonly RuleProblem[];
  readonly unsupported: readonly Unsupported[];
}

const timePerFile = 20_000;

/** Runs rule files in Semgrep's syntax over files annotated with `ruleid:`, `ok:`, `todoruleid:` and `todook:`. */
export async function testRuleFiles(tests: readonly RuleTest[], parsers: Parsers): Promise<RulesVerdict> {
  const rules: RuleVerdict[] = [];
  const problems: RuleProblem[] = [];
  const unsupported: Unsupported[] = [];
  for (const test of tests) {
    const compiled = await compileRules([test.rules], parsers);
    problems.push(...compiled.problems);
    unsupported.push(...compiled.unsupported);
    const patterns = openPatterns(compiled.image, parsers);
    const ids = [...new Set(compiled.image.rules.map(({ id }) => id))];
    const results = withJoined(
      test.files.map((file) => ({
        ...file,
        matches: patterns.match(file, performance.now() + timePerFile).matches,
      })),
      compiled.image.joins ?? [],
    );
    for (const id of ids) rules.push(verdictOf(id, test.rules.path, results));
  }
  return { rules, problems, unsupported };
}

type Result = RuleTest['files'][number] & { readonly matches: readonly PatternMatch[] };

/** With what rules of mode `join` find in all of them, instead of what those find that are joined. */
function withJoined(results: readonly Result[], joins: readonly CompiledJoin[]): readonly Result[] {
  if (joins.length === 0) return results;
  const rows = results.flatMap(({ path, matches }) =>
    matches.flatMap((match) => {
      const { join: part } = match.rule;
      return part === undefined
        ? []
        : [{ path, match, as: part.as, values: joinValues(match.metavariables, part.renames) }];
    }),
  );
  const told = joins.flatMap((one) => {
    const own = rows.filter(({ match }) => match.rule.id === one.id);
    return join(one, own).found.map(({ last }) => last);
  });
  return results.map((result) => ({
    ...result,
    matches: [
      ...result.matches.filter(({ rule }) => rule.join === undefined),
      ...told.filter(({ path }) => path === result.path).map(({ match }) => match),
    ],
  }));
}

function verdictOf(rule: string, file: string, results: readonly Result[]): RuleVerdict {
  const missed: Line[] = [];
  const falselyFound: Line[] = [];
  const wronglyFixed: Line[] = [];
  let [found, leftAlone, isTested] = [0, 0, false];
  for (const { path, text, fixed, matches } of results) {
    const said = annotationsOf(text).filter((annotation) => isAbout(annotation.rule, rule));
    if (said.length > 0) isTested = true;
    const own = matches.filter((match) => match.rule.id === rule);
    const lines = new Set(own.map(({ startLine }) => startLine));
    const todo = new Set(said.filter(({ kind }) => kind.startsWith('todo')).map(({ line }) => line));
    const wanted = new Set(said.filter(({ kind }) => kind === 'ruleid').map(({ line }) => line));
    for (const line of wanted) {
      if (lines.has(line)) found += 1;
      else missed.push({ path, line });
    }
    for (const line of lines) if (!wanted.has(line) && !todo.has(line)) falselyFound.push({ path, line });
    leftAlone += said.filter(({ kind, line }) => kind === 'ok' && !lines.has(line)).length;
    const differs = fixed === undefined ? undefined : firstDifference(repaired(text, own), fixed);
    if (differs !== undefined) wronglyFixed.push({ path, line: differs });
  }
  return { rule, file, found, leftAlone, missed, falselyFound, wronglyFixed, isTested };
}

/** An annotation may name a rule with the folders in which it lies in front: `python.lang.eval`. */
function isAbout(annotated: string, rule: string): boolean {
  return annotated === rule || annotated.endsWith(`.${rule}`) || rule.endsWith(`.${annotated}`);
}

/** The text with all repairs made that do not overlap with one before them. */
export function repaired(text: string, matches: readonly PatternMatch[]): string {
  const fixes = matches.filter(({ fix }) => fix !== undefined).sort((a, b) => a.start - b.start || b.end - a.end);
  let out = '';
  let at = 0;
  for (const { start, end, fix } of fixes) {
    if (start < at) continue;
    out += text.slice(at, start) + fix;
    at = end;
  }
  return out + text.slice(at);
}

function firstDifference(a: string, b: string): number | undefined {
  const [left, right] = [a.trimEnd().split('\n'), b.trimEnd().split('\n')];
  for (let i = 0; i < Math.max(left.length, right.length); i += 1)
    if (left[i]?.trimEnd() !== right[i]?.trimEnd()) return i + 1;
  return undefined;
}
