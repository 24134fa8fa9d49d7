import type { FindingChange, RecordedScan } from '#flows/record';
import type { Target } from '#flows/target';
import type { Presentation } from '#flows/scan';
import { counted, grouped, keepEnd, pad, wrap } from './layout.ts';
import { pretty } from './pretty.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';
import { gapsInWords } from './words.ts';

/** The first line: what is about to be looked at. */
export function announcement(
  { kind, name }: Pick<Target, 'kind' | 'name'>,
  version: string,
  { style, marks, columns }: Terminal,
): string {
  const what =
    kind === 'tour'
      ? `the tour, a small shop with real weaknesses`
      : keepEnd(visible(name), columns - 22, marks.ellipsis);
  return `${style.bold(`Selvedge ${version}`)} ${style.dim(`${marks.dash} ${what}`)}\n`;
}

/** What a recorded scan means for a person: what to do, why, then what changed since the last time, then where it is kept. */
export function startSummary(
  recorded: RecordedScan,
  rules: Presentation['rules'],
  terminal: Terminal,
  options: { readonly verbose: boolean; readonly now: number },
): string {
  if (recorded.report.scope.files === 0) return nothingThere(recorded, terminal);
  const body = pretty({ report: recorded.report, rules }, terminal, {
    quiet: false,
    verbose: options.verbose,
    recorded: recordedIn(recorded),
    // The page shows the others with their code; here the link to it should still be in sight.
    inFull: 3,
  });
  return [body, ...changes(recorded, terminal, options.now)].join('\n');
}

/** Nothing found where nothing was is no pass to be shown in green. */
function nothingThere({ report }: RecordedScan, { style, marks, columns }: Terminal): string {
  const where = keepEnd(visible(report.root), columns - 33, marks.ellipsis);
  const gaps = gapsInWords(report.scope);
  return [
    style.bold(`${marks.unknown} There was no file to look at in ${where}`),
    ...(gaps === '' ? [] : wrap(`Not looked at: ${gaps}.`, columns - 2).map((line) => `  ${line}`)),
    '  Is it the right folder? Files that git ignores are not looked at.',
    '',
  ].join('\n');
}

function recordedIn({ proof }: RecordedScan): string {
  return proof === undefined ? 'recorded in the log' : `recorded and proved, entry ${grouped(proof.index)} of the log`;
}

/** At most so many findings of each kind of change. */
const listed = 5;

function changes({ previousAt, opened, reopened, closed }: RecordedScan, terminal: Terminal, now: number): string[] {
  if (previousAt === undefined) return [];
  const { style, columns } = terminal;
  const parts = [
    ...(closed.length > 0 ? [`${counted(closed.length, 'finding')} closed`] : []),
    ...(reopened.length > 0 ? [`${grouped(reopened.length)} back`] : []),
    ...(opened.length > 0 ? [`${grouped(opened.length)} new`] : []),
  ];
  const since = `Since the last scan, ${ago(now - Date.parse(previousAt))}:`;
  if (parts.length === 0) return [style.dim(`${since} nothing changed.`), ''];
  const lines = [
    ...closed.slice(0, listed).flatMap((one) => [change('closed', one, terminal), ...reason(one, terminal)]),
    ...reopened.slice(0, listed).flatMap((one) => [change('back', one, terminal), ...reason(one, terminal)]),
    // Why it is new is plain: nothing like it was there.
    ...opened.slice(0, listed).map((one) => change('new', one, terminal)),
  ];
  return [...wrap(`${since} ${parts.join(', ')}.`, columns), ...lines, ''];
}

function change(kind: string, { path, line, rule }: FindingChange, { style, columns, marks }: Terminal): string {
  const where = keepEnd(visible(path), columns - 14 - rule.length - String(line).length, marks.ellipsis);
  return `  ${pad(kind, 8)}${style.accent(`${where}:${line}`)}  ${style.dim(rule)}`;
}

/** "src/a.ts was looked at again …": the path stands above it already. */
function reason({ path, because }: FindingChange, { style, columns }: Terminal): string[] {
  const why = because.startsWith(`${path} `) ? `it ${because.slice(path.length + 1)}` : because;
  return wrap(visible(why), columns - 10).map((text) => style.dim(`${' '.repeat(10)}${text}`));
}

function ago(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 1) return 'less than a minute ago';
  if (minutes < 90) return `${counted(minutes, 'minute')} ago`;
  const hours = Math.round(minutes / 60);
  return hours < 36 ? `${counted(hours, 'hour')} ago` : `${counted(Math.round(hours / 24), 'day')} ago`;
}

/** How to go on, once the page is served. The link and its label fit into 80 columns: a broken line cannot be copied. */
export function servingText(
  { link, home, copyOf }: { readonly link: string; readonly home: string; readonly copyOf: string | undefined },
  terminal: Terminal,
): string {
  const { style, columns, marks } = terminal;
  const edit =
    copyOf === undefined
      ? []
      : [
          `${style.bold('Edit')}  ${keepEnd(visible(copyOf), columns - 6, marks.ellipsis)}`,
          style.dim('      the shop’s copy: mend something in it, then start again'),
        ];
  const kept = keepEnd(visible(home), columns - 31, marks.ellipsis);
  return [
    linkText(link, terminal),
    style.dim(`      signs you in once, within ten minutes ${marks.dot} Enter makes a new one`),
    ...edit,
    `${style.bold('Stop')}  Ctrl-C ${style.dim(`${marks.dot} all is kept in ${kept}`)}`,
    '',
  ].join('\n');
}

export function linkText(link: string, { style }: Pick<Terminal, 'style'>): string {
  return `${style.bold('Open')}  ${style.accent(link)}`;
}
