import { type CodeFix, type CodeFixReport, fixCode } from '#flows/fix-code';
import { explainFailure } from './failure.ts';
import { counted, wrap } from './layout.ts';
import { lineChanges } from './line-changes.ts';
import type { Terminal } from './terminal.ts';
import { visible, visibleCode } from './visible.ts';

export interface CodeFixWords {
  readonly path: string;
  readonly finding?: string;
  readonly rule?: string;
  readonly dryRun?: boolean;
  readonly format: 'pretty' | 'json';
}

/** `selvedge fix --code`: 0 when nothing of what was asked for is left, 1 when something is. */
export async function runFixCode(words: CodeFixWords, terminal: Terminal): Promise<number> {
  const { path, finding, rule, dryRun = false, format } = words;
  try {
    const report = await fixCode({
      path,
      dryRun,
      ...(finding !== undefined && { finding }),
      ...(rule !== undefined && { rule }),
    });
    terminal.out(format === 'json' ? json(report) : inWords(report, dryRun, terminal));
    return report.left + report.dropped.length > 0 ? 1 : 0;
  } catch (error) {
    return explainFailure(error, terminal);
  }
}

function inWords({ files, dropped, left }: CodeFixReport, isDry: boolean, terminal: Terminal): string {
  const { style, marks, columns } = terminal;
  const closed = files.reduce((sum, { closes }) => sum + closes.length, 0);
  const done = isDry ? 'would be repaired' : 'repaired';
  const head =
    closed === 0
      ? `${marks.unknown} Nothing ${isDry ? 'would be' : 'was'} repaired`
      : `${style.green(marks.pass)} ${counted(closed, 'finding')} ${done} in ${counted(files.length, 'file')}`;
  const refused = dropped.flatMap(({ finding, because }) =>
    wrap(
      `${visible(finding.location.path)}:${finding.location.startLine} stays as it is: ${visible(because)}`,
      columns - 4,
    ).map((line, at) => `  ${at === 0 ? marks.dot : ' '} ${line}`),
  );
  const rest =
    left === 0 ? [] : [style.dim(`  ${counted(left, 'finding')} in code need a person: selvedge explain ID says how.`)];
  return `${[head, ...files.flatMap((file) => ['', ...diffLines(file, terminal)]), ...(refused.length > 0 ? [''] : []), ...refused, ...rest].join('\n')}\n`;
}

function diffLines({ path, before, after, closes }: CodeFix, { style }: Terminal): string[] {
  const rules = [...new Set(closes.map(({ repair, rule }) => repair?.title ?? rule))];
  return [
    style.accent(visible(path)),
    ...rules.map((title) => style.dim(`  ${visible(title)}`)),
    ...lineChanges(before, after).map(({ line, kind, text }) => {
      const shown = `  ${String(line).padStart(5)} ${kind === 'same' ? ' ' : kind === 'removed' ? '-' : '+'} ${visibleCode(text)}`;
      return kind === 'same' ? style.dim(shown) : kind === 'added' ? style.green(shown) : shown;
    }),
  ];
}

function json({ files, dropped, left }: CodeFixReport): string {
  return `${JSON.stringify(
    {
      files: files.map(({ path, closes }) => ({ path, closes: closes.map(({ id, rule }) => ({ id, rule })) })),
      dropped: dropped.map(({ finding, because }) => ({ id: finding.id, rule: finding.rule, because })),
      left,
    },
    undefined,
    2,
  )}\n`;
}
