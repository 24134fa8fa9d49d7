import { changeInWords } from '#flows/fix';
import { update, type UpdateReport } from '#flows/update';
import { explainFailure } from './failure.ts';
import { counted, wrap } from './layout.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';

export interface UpdateWords {
  readonly path: string;
  readonly package?: readonly string[];
  readonly dryRun?: boolean;
  readonly check?: string;
  readonly branch?: string;
  readonly inPlace?: boolean;
  readonly maxDistance?: 'patch' | 'minor' | 'major';
  readonly cooldown?: number;
  readonly group?: 'distance' | 'each' | 'all';
  readonly offline?: boolean;
  readonly format: 'pretty' | 'json';
}

/** `selvedge update`: 0 when it did what could be done, 1 when a change did not pass the check. */
export async function runUpdate(words: UpdateWords, terminal: Terminal): Promise<number> {
  try {
    const { path, dryRun, check, branch, inPlace, maxDistance, cooldown, group, offline } = words;
    const report = await update(
      {
        path,
        dryRun: dryRun === true,
        writeTo:
          inPlace === true ? { kind: 'in-place' } : { kind: 'branch', ...(branch !== undefined && { name: branch }) },
        ...(words.package !== undefined && { only: new Set(words.package) }),
        ...(check !== undefined && { check }),
        ...(maxDistance !== undefined && { most: maxDistance }),
        ...(cooldown !== undefined && { cooldownDays: cooldown }),
        ...(group !== undefined && { grouping: group }),
        ...(offline !== undefined && { offline }),
      },
      { say: (line) => terminal.err(`${visible(line)}\n`) },
    );
    terminal.out(words.format === 'json' ? json(report) : pretty(report, dryRun === true, terminal));
    return report.lockfiles.some(({ dropped }) => dropped.length > 0) ? 1 : 0;
  } catch (error) {
    return explainFailure(error, terminal);
  }
}

function pretty(report: UpdateReport, isDry: boolean, terminal: Terminal): string {
  const { style, marks, columns } = terminal;
  const item = (text: string): string[] =>
    wrap(visible(text), columns - 6).map((line, at) => `    ${at === 0 ? marks.dot : ' '} ${line}`);
  const lines: string[] = [];
  for (const { lockfile, tool, plan, done, dropped } of report.lockfiles) {
    const changes = done.reduce((sum, group) => sum + group.changes.length, 0);
    lines.push(
      `${style.bold(visible(lockfile))} ${style.dim(`(${tool})`)}: ${changes === 0 ? 'everything is current' : counted(changes, 'change')}`,
    );
    for (const group of done)
      lines.push(
        `  ${style.bold(visible(group.title))}`,
        ...group.changes.flatMap((change) => item(changeInWords(change))),
        ...group.notes.flatMap((note) => item(`to know: ${note}`)),
      );
    for (const { group, because } of dropped) lines.push(...item(`dropped: ${group.title}: ${because}`));
    if (plan.left.length > 0) lines.push(`  ${style.bold('Left as it is')}`, ...plan.left.flatMap(item));
    lines.push('');
  }
  for (const { path, because } of report.notLookedAt)
    lines.push(...wrap(visible(`not looked at: ${path === '' ? '' : `${path}: `}${because}`), columns).map(style.dim));
  if (report.lockfiles.length === 0) lines.push('There is no lockfile here that can be updated.');
  const { written } = report;
  const afterwards = [...new Set(report.lockfiles.map((each) => each.afterwards))].join(' && ');
  if (written?.kind === 'branch')
    lines.push(
      `${style.green(marks.pass)} ${counted(written.commits, 'commit')} on the branch ${style.bold(visible(written.branch))}; what you have checked out is as it was`,
      `  take it   git switch ${visible(written.branch)} && ${afterwards}`,
    );
  else if (written !== undefined)
    lines.push(
      `${style.green(marks.pass)} changed ${written.paths.map(visible).join(', ')}`,
      `  then      ${afterwards}`,
    );
  else if (isDry) lines.push(style.dim('Nothing was written: leave --dry-run out to do it.'));
  return `${lines.join('\n').trimEnd()}\n`;
}

function json({ lockfiles, notLookedAt, written }: UpdateReport): string {
  const document = {
    version: 1,
    kind: 'selvedge-update',
    lockfiles: lockfiles.map(({ lockfile, tool, plan, done, dropped }) => ({
      lockfile,
      tool,
      done,
      dropped,
      left: plan.left,
    })),
    notLookedAt,
    ...(written !== undefined && { written }),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
