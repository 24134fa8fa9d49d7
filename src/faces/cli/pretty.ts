import type { NotLookedAt } from '#ground/model';
import type { Presentation, ReportedFinding, ScanReport } from '#flows/scan';
import { codeBlock } from './code-block.ts';
import { decisionTable } from './decision-table.ts';
import { dependencyBlock, isAboutPackage } from './dependency-block.ts';
import { historyInWords } from './history.ts';
import { bytesInWords, counted, grouped, keepEnd, keepStart, pad, wrap } from './layout.ts';
import { columnsShown, type Terminal } from './terminal.ts';
import { traceBlock } from './trace-block.ts';
import { byUrgency } from './urgency.ts';
import { visible } from './visible.ts';
import {
  gapsInWords,
  headlineOf,
  passInWords,
  qualityInWords,
  lookedAt,
  noLedger,
  reasonOf,
  shortId,
} from './words.ts';

export interface PrettyOptions {
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** Where a server keeps the scan: said instead of that nobody does, and of commands that work without one. */
  readonly recorded?: string;
  /** Findings shown with their code before the rest becomes a list; 5 unless said. */
  readonly inFull?: number;
}

/** Findings shown with their code before the rest becomes a list. */
const shownInFull = 5;
const listed = 20;

/**
 * A scan for a person at a terminal: what to do, then why, then detail; nothing twice. A pass is one line. Every text
 * that comes from what was scanned goes through `visible`.
 */
export function pretty(shown: Presentation, terminal: Terminal, options: PrettyOptions): string {
  const { report } = shown;
  const needed = report.decisions.filter((decision) => decision.verdict !== 'pass');
  const attention = report.findings.filter((finding) => finding.effect !== 'accepted' && finding.effect !== 'none');
  const silent = report.exitCode === 0 && needed.length === 0 && attention.length === 0;
  if (silent && options.quiet) return '';
  if (silent && !options.verbose) return `${passLines(report, terminal, options)}\n`;
  const paragraphs = [
    headline(report, terminal),
    ...findings(shown, terminal, options),
    verificationText(report, terminal),
    qualityText(report, terminal),
    decisionTable(report, terminal),
    gaps(report, terminal, options),
    closing(report, terminal, options),
  ];
  return `${paragraphs.filter((text) => text !== '').join('\n\n')}\n`;
}

/** Silence means pass: the scope, what was not looked at, and nothing else. */
function passLines(
  report: ScanReport,
  { marks, style, columns }: Terminal,
  { recorded = 'no server, so no ledger' }: PrettyOptions,
): string {
  const said = `${style.green(marks.pass)} ${visible(passInWords(report))}`;
  const aside = style.dim(`${marks.dot} ${took(report)} ${marks.dot} ${recorded}`);
  const first = columnsShown(`${said} ${aside}`) <= columns ? [`${said} ${aside}`] : [said, `  ${aside}`];
  const gaps =
    report.scope.notLookedAt.length === 0
      ? []
      : wrap(`Not looked at: ${gapsInWords(report.scope)} (--verbose lists them)`, columns - 2);
  const told = qualityInWords(report).flatMap((sentence) => wrap(`${visible(sentence)}.`, columns - 2));
  return [...first, ...[...told, ...gaps].map((line) => style.dim(`  ${line}`))].join('\n');
}

function headline(report: ScanReport, { marks, style }: Terminal): string {
  const { kind, text } = headlineOf(report);
  const mark = {
    fail: style.red(marks.fail),
    warns: style.yellow(marks.fail),
    unknown: marks.unknown,
    pass: style.green(marks.pass),
  }[kind];
  return kind === 'pass' ? `${mark} ${visible(text)}` : style.bold(`${mark} ${visible(text)}`);
}

function findings(shown: Presentation, terminal: Terminal, options: PrettyOptions): string[] {
  const ordered = byUrgency(shown.report.findings).filter(
    (finding) => options.verbose || (finding.effect !== 'accepted' && finding.effect !== 'none'),
  );
  const packages = ordered.filter(isAboutPackage);
  const others = ordered.filter((finding) => !isAboutPackage(finding));
  const inFull = options.verbose ? ordered.length : (options.inFull ?? shownInFull);
  const rest = others.slice(inFull);
  const groups = groupByRule(others.slice(0, inFull));
  const blocks = [
    groups.map((group) => ruleBlock(group, shown, terminal)),
    groupByRule(packages).map((group) => dependencyBlock(group, shown, terminal, inFull)),
  ];
  if (ordered[0] !== undefined && isAboutPackage(ordered[0])) blocks.reverse();
  return [...blocks.flat(), ...(rest.length === 0 ? [] : [list(rest, shown, terminal)])];
}

/** Groups in the order of their first findings, so that a rule's fix and reason are said once. */
function groupByRule(findings: readonly ReportedFinding[]): ReportedFinding[][] {
  return [...Map.groupBy(findings, (finding) => finding.rule).values()];
}

function ruleBlock(group: readonly ReportedFinding[], { rules }: Presentation, terminal: Terminal): string {
  const [first] = group;
  if (first === undefined) return '';
  const { style, columns, marks } = terminal;
  const rule = rules.get(first.rule);
  const documentation = rule?.references.find((reference) => reference.startsWith('https://'));
  const name = documentation === undefined ? first.rule : terminal.link(first.rule, documentation);
  const title = `${markOf(first, terminal)} ${style.bold(visible(rule?.title ?? first.rule))}`;
  return [
    apart(title, first.severity, columns),
    ...(rule === undefined ? [] : labelled('Do', rule.fix, terminal)),
    ...labelled('Why', rule?.why ?? first.message, terminal),
    ...group.flatMap((finding) => ['', ...place(finding, first, terminal)]),
    '',
    style.dim(`  ${name} ${marks.dot} ${first.confidence}`),
  ].join('\n');
}

/** What providers said, where they were asked. */
function verificationText({ verification }: ScanReport, { columns, style }: Terminal): string {
  if (verification === undefined) return '';
  const { live, dead, unknown, notAsked, reasons } = verification;
  const said = [
    ...(live === 0 ? [] : [`${grouped(live)} live`]),
    ...(dead === 0 ? [] : [`${grouped(dead)} no longer accepted`]),
    ...(unknown === 0 ? [] : [`${grouped(unknown)} unknown`]),
  ];
  const asked = said.length === 0 ? 'no secret here can be asked about' : said.join(', ');
  const rest = notAsked === 0 || said.length === 0 ? '' : `; nobody to ask about ${grouped(notAsked)}`;
  const why = reasons.slice(0, 5).map((reason) => style.dim(`  ${keepStart(visible(reason), columns - 2)}`));
  return [`${style.bold('Asked the providers')}: ${asked}${rest}`, ...why].join('\n');
}

/** What given reports say of the change. */
function qualityText(report: ScanReport, { columns }: Terminal): string {
  return qualityInWords(report)
    .flatMap((sentence) => wrap(`${visible(sentence)}.`, columns))
    .join('\n');
}

function markOf({ effect }: ReportedFinding, { style, marks }: Terminal): string {
  if (effect === 'blocks') return style.red(marks.fail);
  return effect === 'warns' ? style.yellow(marks.fail) : marks.dot;
}

function labelled(label: string, text: string, { style, columns }: Terminal): string[] {
  return wrap(visible(text), columns - 8).map(
    (line, at) => `  ${at === 0 ? style.bold(pad(label, 6)) : '      '}${line}`,
  );
}

/** Where it is, its id on the right; what is other than in the group's heading stands between. */
function place(finding: ReportedFinding, first: ReportedFinding, terminal: Terminal): string[] {
  const { style, columns, marks } = terminal;
  const id = shortId(finding.id);
  const other = [
    finding.effect === first.effect ? '' : finding.effect,
    finding.confidence === first.confidence ? '' : finding.confidence,
    finding.standing === 'known' ? 'known' : '',
    livenessOf(finding),
  ].filter((word) => word !== '');
  const note = other.length === 0 ? '' : ` ${marks.dash} ${other.join(', ')}`;
  const position = `:${finding.location.startLine}:${finding.location.startColumn}`;
  const room = columns - 4 - id.length - note.length - position.length;
  const where = style.accent(keepEnd(visible(finding.location.path), room, marks.ellipsis) + position) + note;
  const block =
    finding.context === undefined ? excerptLines(finding, terminal) : codeBlock(finding, finding.context, terminal);
  const noted = finding.note === undefined ? [] : wrap(`Note: ${visible(finding.note)}`, columns - 4);
  const past = finding.history === undefined ? [] : historyInWords(finding.history);
  // What is wrong with a file differs from place to place; without its lines, the block says it.
  const isTold =
    finding.context !== undefined &&
    (finding.attributes['problem'] !== undefined || /^(?:code|quality)\//.test(finding.rule));
  const said = isTold ? wrap(visible(finding.message), columns - 4) : [];
  const lines = [...said, ...past.flatMap((line) => wrap(visible(line), columns - 4)), ...noted];
  return [
    apart(`  ${where}`, style.dim(id), columns),
    ...block,
    ...traceBlock(finding, terminal),
    ...lines.map((line) => `    ${line}`),
  ];
}

function livenessOf({ attributes: { live, owner } }: ReportedFinding): string {
  if (live === undefined) return '';
  if (live !== true) return 'no longer accepted';
  return owner === undefined ? 'live' : `live, of ${visible(String(owner))}`;
}

/** The one on the left, the other at the right edge, where both fit. */
function apart(left: string, right: string, columns: number): string {
  const blanks = columns - columnsShown(left) - columnsShown(right);
  return blanks < 2 ? left : left + ' '.repeat(blanks) + right;
}

/** Where the file cannot be read any more, the redacted text that the analyzer kept is all there is. */
function excerptLines(finding: ReportedFinding, { columns, style }: Terminal): string[] {
  return wrap(visible(finding.excerpt ?? finding.message), columns - 4).map((line) => style.dim(`    ${line}`));
}

function list(rest: readonly ReportedFinding[], { rules }: Presentation, terminal: Terminal): string {
  const { style, columns, marks } = terminal;
  const where = 36;
  const lines = rest.slice(0, listed).map((finding) => {
    const path = keepEnd(`${visible(finding.location.path)}:${finding.location.startLine}`, where, marks.ellipsis);
    const title = keepStart(
      visible(rules.get(finding.rule)?.title ?? finding.rule),
      columns - where - 14,
      marks.ellipsis,
    );
    return `  ${pad(finding.severity, 9)} ${pad(path, where)}  ${title}`;
  });
  const more =
    rest.length > listed
      ? [style.dim(`  and ${grouped(rest.length - listed)} more: --verbose shows all, --format json for programs`)]
      : [];
  return [style.bold(counted(rest.length, 'more finding')), ...lines, ...more].join('\n');
}

function gaps(report: ScanReport, { style, columns, marks }: Terminal, options: PrettyOptions): string {
  const all = report.scope.notLookedAt;
  if (all.length === 0) return '';
  const named = options.verbose ? all : all.filter((gap) => !gap.expected).slice(0, 5);
  const lines = named.map((gap) => {
    const why = keepStart(
      visible([reasonOf(gap), gap.detail].filter((part) => part !== undefined).join(': ')),
      52,
      marks.ellipsis,
    );
    const what = keepEnd(visible(gap.path ?? lookerOf(gap) ?? 'everything'), columns - 6 - why.length, marks.ellipsis);
    return style.dim(`  ${what} ${marks.dash} ${why}`);
  });
  return [...wrap(`Not looked at: ${gapsInWords(report.scope)}.`, columns), ...lines].join('\n');
}

/** Of several rules, whose they are. */
function lookerOf({ by }: NotLookedAt): string | undefined {
  return by?.includes(' ') === true ? by.slice(0, by.indexOf('/')) : by;
}

function closing(report: ScanReport, terminal: Terminal, { recorded }: PrettyOptions): string {
  const { style, columns } = terminal;
  const first = byUrgency(report.findings).find((finding) => finding.effect === 'blocks' || finding.effect === 'warns');
  const closed =
    report.closed.length > 0
      ? `${counted(report.closed.length, 'finding')} of the baseline ${report.closed.length === 1 ? 'is' : 'are'} gone. `
      : '';
  const scope = `${closed}Looked at ${visible(lookedAt(report))} (${bytesInWords(report.scope.bytes)}) with ${counted(report.scope.rules.count, 'rule')} in ${took(report)}. ${recorded === undefined ? noLedger : `${recorded.charAt(0).toUpperCase()}${recorded.slice(1)}.`}`;
  const next =
    first === undefined || recorded !== undefined
      ? []
      : [
          `${style.bold('Explain')}  selvedge explain ${shortId(first.id)}`,
          `${style.bold('Accept')}   selvedge accept ${shortId(first.id)} --until DATE --because WHY`,
        ];
  return [...next, ...(next.length > 0 ? [''] : []), ...wrap(scope, columns).map((line) => style.dim(line))].join('\n');
}

function took(report: ScanReport): string {
  const { seconds } = report.stats;
  return seconds < 1 ? `${Math.max(1, Math.round(seconds * 1000))} ms` : `${seconds.toFixed(1)} s`;
}
