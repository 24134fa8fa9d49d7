import {
  changeInWords,
  findingOf,
  fix,
  type FixReport,
  type FixRequest,
  type LockfileFix,
  prioritiesOf,
  unfixedOf,
} from '#flows/fix';
import { explainFailure } from './failure.ts';
import { counted, wrap } from './layout.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';

export interface FixWords {
  readonly path: string;
  readonly finding?: string;
  readonly advisory?: string;
  readonly package?: string;
  readonly dryRun?: boolean;
  readonly check?: string;
  readonly branch?: string;
  readonly inPlace?: boolean;
  readonly maxDistance?: 'patch' | 'minor' | 'major';
  readonly cooldown?: number;
  readonly offline?: boolean;
  readonly format: 'pretty' | 'json';
}

/** `selvedge fix`: 0 when nothing of what was asked for is left, 1 when something is, 3 when that is not known. */
export async function runFix(words: FixWords, terminal: Terminal): Promise<number> {
  try {
    const report = await fix(await requestOf(words), {
      say: (line) => terminal.err(`${visible(line)}\n`),
      planned: (lockfile) => {
        if (words.format === 'pretty') terminal.out(planInWords(lockfile, terminal));
      },
    });
    terminal.out(words.format === 'json' ? json(report) : outcome(report, words.dryRun === true, terminal));
    return exitCodeOf(report);
  } catch (error) {
    return explainFailure(error, terminal);
  }
}

async function requestOf(words: FixWords): Promise<FixRequest> {
  const {
    path,
    finding,
    advisory,
    package: packageName,
    dryRun,
    check,
    branch,
    inPlace,
    maxDistance,
    cooldown,
    offline,
  } = words;
  const wanted = finding === undefined ? undefined : await findingOf(finding, path);
  return {
    path,
    dryRun: dryRun === true,
    writeTo:
      inPlace === true ? { kind: 'in-place' } : { kind: 'branch', ...(branch !== undefined && { name: branch }) },
    priorities: prioritiesOf(path),
    ...(wanted !== undefined && { finding: wanted }),
    ...(advisory !== undefined && { advisory }),
    ...(packageName !== undefined && { packageName }),
    ...(check !== undefined && { check }),
    ...(maxDistance !== undefined && { most: maxDistance }),
    ...(cooldown !== undefined && { cooldownDays: cooldown }),
    ...(offline !== undefined && { offline }),
  };
}

function exitCodeOf(report: FixReport): number {
  const left = report.lockfiles.some(
    ({ plan, dropped, farther }) => plan.unfixed.length + dropped.length + farther.length > 0,
  );
  if (left) return 1;
  return report.notLookedAt.length > 0 ? 3 : 0;
}

/** What will change, what that closes, how far it goes, and why nothing smaller would do. */
function planInWords(
  { lockfile, tool, plan, farther }: Pick<LockfileFix, 'lockfile' | 'tool' | 'plan' | 'farther'>,
  terminal: Terminal,
): string {
  const { style, marks } = terminal;
  const allowed = plan.groups.filter((group) => !farther.includes(group));
  const closes = allowed.reduce((sum, group) => sum + group.closes.length, 0);
  if (plan.groups.length + plan.unfixed.length === 0)
    return `${style.green(marks.pass)} ${visible(lockfile)} ${style.dim(`(${tool})`)}: nothing to fix\n`;
  const lines = [
    `${style.bold(visible(lockfile))} ${style.dim(`(${tool})`)}: ${closes === 0 ? 'nothing can be closed within what is allowed' : `${counted(closes, 'finding')} can be closed`}`,
  ];
  for (const group of allowed) lines.push('', ...groupInWords(group, terminal));
  if (farther.length > 0) {
    lines.push('', style.bold('  Only if you allow it (--max-distance major):'));
    for (const group of farther) lines.push(...groupInWords(group, terminal), '');
  }
  return `${lines.join('\n').trimEnd()}\n\n`;
}

function groupInWords(group: FixReport['lockfiles'][number]['done'][number], terminal: Terminal): string[] {
  const { style, marks, columns } = terminal;
  const item = (text: string): string[] =>
    wrap(visible(text), columns - 6).map((line, at) => `    ${at === 0 ? marks.dot : ' '} ${line}`);
  const closed = [...Map.groupBy(group.closes, ({ purl }) => purl)].map(
    ([purl, same]) =>
      `${decodeURIComponent(purl.slice(purl.indexOf('/') + 1)).replace(/@([^@]*)$/, ' $1')}: ${same.map(({ advisory }) => advisory).join(', ')}`,
  );
  return [
    `  ${style.bold('Change')} ${style.dim(`(${group.distance === 'none' ? 'nothing that is asked for moves' : `${group.distance} at most`})`)}`,
    ...group.changes.flatMap((change) => item(changeInWords(change))),
    ...(closed.length === 0 ? [] : [`  ${style.bold('Closes')}`, ...closed.flatMap(item)]),
    ...(group.because.length === 0 ? [] : [`  ${style.bold('Why nothing smaller')}`, ...group.because.flatMap(item)]),
    ...(group.notes.length === 0 ? [] : [`  ${style.bold('To know')}`, ...group.notes.flatMap(item)]),
  ];
}

/** What was done, what is left and what can be done about that, and the next step. */
function outcome(report: FixReport, isDry: boolean, terminal: Terminal): string {
  const { style, marks, columns } = terminal;
  const item = (text: string, by = 4): string[] =>
    wrap(visible(text), columns - by - 2).map((line, at) => `${' '.repeat(by)}${at === 0 ? marks.dot : ' '} ${line}`);
  const lines: string[] = [];
  const dropped = report.lockfiles.flatMap((each) => each.dropped);
  if (dropped.length > 0) {
    lines.push(style.bold(`Dropped ${counted(dropped.length, 'finding')}`));
    for (const [key, same] of Map.groupBy(dropped, ({ finding, because }) => `${finding.purl}: ${because}`))
      lines.push(...item(`${key} (${same.map(({ finding }) => finding.advisory).join(', ')})`, 2));
    lines.push('');
  }
  const unfixed = unfixedOf(report);
  if (unfixed.length > 0) {
    lines.push(style.bold(`No fix for ${counted(unfixed.length, 'finding')}`));
    for (const [purl, same] of Map.groupBy(unfixed, ({ finding }) => finding.purl)) {
      const [first] = same;
      if (first === undefined) continue;
      lines.push(...item(`${purl}: ${same.map(({ finding }) => finding.advisory).join(', ')}: ${first.reason}`, 2));
      for (const way of first.instead) lines.push(...item(way, 6));
    }
    lines.push('');
  }
  for (const { path, because } of report.notLookedAt)
    lines.push(...wrap(visible(`not looked at: ${path === '' ? '' : `${path}: `}${because}`), columns).map(style.dim));
  if (report.lockfiles.length === 0) lines.push('There is no lockfile here that can be fixed.');
  lines.push(...nextStep(report, isDry, terminal));
  return `${lines.join('\n').trimEnd()}\n`;
}

function nextStep(report: FixReport, isDry: boolean, { style, marks }: Terminal): string[] {
  const afterwards = [
    ...new Set(report.lockfiles.filter(({ done }) => done.length > 0).map((each) => each.afterwards)),
  ].join(' && ');
  const { written } = report;
  if (written?.kind === 'branch')
    return [
      `${style.green(marks.pass)} ${counted(written.commits, 'commit')} on the branch ${style.bold(visible(written.branch))}; what you have checked out is as it was`,
      `  see it    git diff HEAD...${visible(written.branch)}`,
      `  take it   git switch ${visible(written.branch)} && ${afterwards}`,
    ];
  if (written !== undefined)
    return [`${style.green(marks.pass)} changed ${written.paths.map(visible).join(', ')}`, `  then      ${afterwards}`];
  const would = report.lockfiles.some(({ done }) => done.length > 0);
  return isDry && would ? [style.dim('Nothing was written: leave --dry-run out to do it.')] : [];
}

function json(report: FixReport): string {
  const document = {
    version: 1,
    kind: 'selvedge-fix',
    lockfiles: report.lockfiles.map(({ lockfile, tool, plan, done, farther, dropped }) => ({
      lockfile,
      tool,
      done: done.map(inJson),
      farther: farther.map(inJson),
      dropped,
      unfixed: plan.unfixed,
    })),
    notLookedAt: report.notLookedAt,
    ...(report.written !== undefined && { written: report.written }),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function inJson({ changes, closes, distance, priority, notes, because }: LockfileFix['done'][number]) {
  return { changes, closes, distance, priority, notes, because };
}
