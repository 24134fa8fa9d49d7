import type { Claim } from '#ground/model';
import { type Change, type ChangedFile, isTest, LineStarts, type LineRange } from './change.ts';
import type { Trees } from './change-complexity.ts';
import { isConventional } from './entry-points.ts';
import type { Coverage, CoverageFormat } from './coverage/coverage.ts';
import type { Gap } from './gap.ts';
import { isGenerated } from './languages.ts';

/** A report of coverage that a person gave, by paths of the project. */
export interface CoverageReport {
  /** As the person named it. */
  readonly path: string;
  readonly format: CoverageFormat;
  readonly coverage: Coverage;
  /** When it was made, in milliseconds since 1970. */
  readonly madeAt: number;
}

/** How much of what a change adds ran in its tests, as the reports say. */
export interface ChangeCoverage {
  /** Lines that the change adds and that the reports know. */
  readonly executable: number;
  readonly covered: number;
  /** In percent, rounded down; absent: there is no such line. */
  readonly percent?: number;
  readonly limit: number;
  readonly isEnough: boolean;
  readonly files: readonly {
    readonly path: string;
    readonly executable: number;
    readonly uncovered: readonly LineRange[];
  }[];
  readonly gaps: readonly Gap[];
}

export interface CoverageQuestion {
  readonly reports: readonly CoverageReport[];
  /** Percent of the executable lines that the change adds, taken together. */
  readonly limit: number;
  readonly trees: Trees;
  /** When the newest of the changed files was written or committed, in milliseconds since 1970. */
  readonly changedAt?: number;
}

/**
 * Coverage of the lines that a change adds. Small changes count like others. What the reports cannot know is a gap: files that they do not name,
 * lines that they were made without.
 */
export function coverageOfChange(
  change: Change,
  { reports, limit, trees, changedAt }: CoverageQuestion,
): ChangeCoverage {
  const gaps: Gap[] = [];
  const files: { path: string; executable: number; uncovered: LineRange[] }[] = [];
  let executable = 0;
  let covered = 0;
  for (const report of reports)
    if (changedAt !== undefined && report.madeAt < changedAt - slack) gaps.push(tooOld(report, changedAt));
  for (const file of change.files) {
    const known = linesOf(reports, file.path);
    const lines = [...addedLines(file)].filter((line) => known?.has(line));
    const left = lines.filter((line) => known!.get(line) === 0);
    executable += lines.length;
    covered += lines.length - left.length;
    if (left.length > 0) files.push({ path: file.path, executable: lines.length, uncovered: rangesOf(left, known!) });
    if (lines.length === 0 && isExpected(file)) gaps.push(...unknownTo(file, known !== undefined, trees));
  }
  const isEnough = covered * 100 >= limit * executable;
  return {
    executable,
    covered,
    ...(executable > 0 && { percent: Math.floor((covered * 100) / executable) }),
    limit,
    isEnough,
    files,
    gaps,
  };
}

/** Clocks and file systems differ by so much. */
const slack = 2000;

function tooOld({ path, madeAt }: CoverageReport, changedAt: number): Gap {
  return {
    rule: 'quality/uncovered-change',
    reason: 'missing-data',
    detail: `${path} is from ${minuteOf(madeAt)}, and the change from ${minuteOf(changedAt)}: it may be about other code`,
    remedy: 'run the tests with coverage again, then scan',
  };
}

function minuteOf(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}

function linesOf(reports: readonly CoverageReport[], path: string): ReadonlyMap<number, number> | undefined {
  const told = reports.flatMap(({ coverage }) => coverage.get(path) ?? []);
  if (told.length < 2) return told[0];
  const all = new Map<number, number>();
  for (const lines of told) for (const [line, hits] of lines) all.set(line, (all.get(line) ?? 0) + hits);
  return all;
}

function* addedLines({ added }: ChangedFile): Generator<number> {
  for (const { firstLine, lastLine } of added) for (let line = firstLine; line <= lastLine; line++) yield line;
}

/** Lines that did not run, those in between that hold nothing to run taken along. */
function rangesOf(lines: readonly number[], known: ReadonlyMap<number, number>): LineRange[] {
  const ranges: LineRange[] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    let isNext = last !== undefined && line - last.lastLine <= 20;
    for (let between = (last?.lastLine ?? line) + 1; isNext && between < line; between++)
      if (known.has(between)) isNext = false;
    if (isNext) ranges[ranges.length - 1] = { firstLine: last?.firstLine ?? line, lastLine: line };
    else ranges.push({ firstLine: line, lastLine: line });
  }
  return ranges;
}

/** Tests measure, and are not measured; nor is what tools write or load. */
function isExpected({ path, text }: ChangedFile): boolean {
  return (
    !isTest(path) &&
    !/\.(?:config|stories|d)\.\w+$/.test(path) &&
    !(isConventional(path) && /(?:^|\/)(?:scripts|tools|docs|examples?)\//.test(path)) &&
    !isGenerated(path, text)
  );
}

/** Of a change that adds something to run, which no report knows. */
function unknownTo(file: ChangedFile, isNamed: boolean, trees: Trees): Gap[] {
  const tree = trees.parse(file.path, file.text, true);
  if (tree === undefined) return [];
  const runs = new Set<number>();
  const starts = new LineStarts(file.text);
  for (let node = 0; node < tree.count; node++)
    if (tree.isNamed(node) && toRun.test(tree.kindName(node))) runs.add(starts.lineOf(tree.start[node]!));
  const count = [...addedLines(file)].filter((line) => runs.has(line)).length;
  if (count === 0) return [];
  const lines = `${count} line${count === 1 ? '' : 's'} that the change adds and that can run`;
  return [
    {
      path: file.path,
      rule: 'quality/uncovered-change',
      reason: 'missing-data',
      detail: isNamed ? `the reports know none of the ${lines}` : `no report of coverage names it: ${lines}`,
      remedy: isNamed
        ? 'run the tests with coverage again, then scan'
        : 'let the tests measure this file too (all files, not only those that tests load)',
    },
  ];
}

const toRun =
  /^(?:expression_statement|return_statement|throw_statement|raise_statement|if_statement|for\w*_statement|while_statement|do_statement|switch_statement|try_statement|lexical_declaration|call_expression|call|method_invocation|invocation_expression|assignment|assignment_expression|short_var_declaration|let_declaration|macro_invocation|yield_statement)$/;

export function coverageClaims(change: Change, { files, percent, limit, isEnough }: ChangeCoverage): Claim[] {
  const texts = new Map(change.files.map(({ path, text }) => [path, text]));
  return files.map(({ path, executable, uncovered }) => {
    const count = uncovered.reduce((sum, { firstLine, lastLine }) => sum + lastLine - firstLine + 1, 0);
    const [first = { firstLine: 1, lastLine: 1 }] = uncovered;
    const named = uncovered
      .slice(0, 12)
      .map(({ firstLine, lastLine }) => (firstLine === lastLine ? `${firstLine}` : `${firstLine}–${lastLine}`));
    const more = uncovered.length > named.length ? ` and ${uncovered.length - named.length} more places` : '';
    return {
      rule: 'quality/uncovered-change' as Claim['rule'],
      severity: 'medium' as const,
      confidence: 'certain' as const,
      locus: { kind: 'file' as const, path },
      location: {
        path,
        startLine: first.firstLine,
        startColumn: 1,
        endLine: first.lastLine,
        endColumn: new LineStarts(texts.get(path) ?? '').endOf(first.lastLine),
      },
      message:
        `No test runs line${count === 1 ? '' : 's'} ${named.join(', ')}${more} of the ${executable} that the change adds here and that can run; of the whole change ${percent ?? 100} % ran (limit ${limit} %).`.slice(
          0,
          1000,
        ),
      attributes: { executable, isEnough, changePercent: percent ?? 100, limitPercent: Math.round(limit) },
    };
  });
}
