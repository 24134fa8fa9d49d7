import type { Presentation, ReportedFinding } from '#flows/scan';
import { counted, keepEnd, keepStart, wrap } from './layout.ts';
import { columnsShown, type Terminal } from './terminal.ts';
import { visible } from './visible.ts';
import { shortId } from './words.ts';

/** Whether a finding is about a package that an advisory names: shown by package rather than by rule and line. */
export function isAboutPackage({ locus, attributes }: ReportedFinding): boolean {
  return locus.kind === 'package' && typeof attributes['advisory'] === 'string';
}

/**
 * Advisories about packages, one block per package and version: to which version, how far that is, who brought it in, and why it stands
 * where it stands. The package whose worst advisory has the highest priority comes first.
 */
export function dependencyBlock(
  findings: readonly ReportedFinding[],
  { rules }: Presentation,
  terminal: Terminal,
  most: number,
): string {
  const { style, columns } = terminal;
  const packages = byPackage(findings);
  const shown = packages.slice(0, most);
  const [first] = findings;
  const rule = first === undefined ? undefined : rules.get(first.rule);
  return [
    style.bold(
      `${terminal.marks.fail} ${counted(packages.length, 'dependency', 'dependencies')} with ${counted(findings.length, 'published advisory', 'published advisories')}`,
    ),
    ...wrap(visible(rule?.fix ?? ''), columns - 8).map(
      (line, at) => `  ${at === 0 ? style.bold('Do    ') : '      '}${line}`,
    ),
    ...shown.flatMap((group) => ['', ...packageLines(group, terminal)]),
    ...(packages.length > most
      ? [
          '',
          style.dim(
            `  and ${counted(packages.length - most, 'more package')}: --verbose shows all, --format json for programs`,
          ),
        ]
      : []),
  ].join('\n');
}

/** Findings of one package at one version in one file, the highest priority first. */
function byPackage(findings: readonly ReportedFinding[]): ReportedFinding[][] {
  const groups = Map.groupBy(findings, ({ attributes, location }) => `${String(attributes['purl'])}\n${location.path}`);
  return [...groups.values()]
    .map((group) => group.sort((a, b) => priorityOf(b) - priorityOf(a)))
    .sort((a, b) => priorityOf(b[0]!) - priorityOf(a[0]!));
}

function priorityOf({ attributes }: ReportedFinding): number {
  const { priority } = attributes;
  return typeof priority === 'number' ? priority : 0;
}

const advisoriesShown = 3;

function packageLines(group: readonly ReportedFinding[], terminal: Terminal): string[] {
  const { style, columns, marks } = terminal;
  const [worst] = group;
  if (worst === undefined) return [];
  const { attributes, location } = worst;
  const name = style.bold(visible(`${text(attributes['package'])} ${text(attributes['version'])}`));
  const title = `  ${markOf(worst, terminal)} ${name}${toVersion(group, terminal)}`;
  const place = `${location.path}:${location.startLine}`;
  const room = columns - columnsShown(title) - shortId(worst.id).length - 5;
  const where = room < 12 ? '' : style.accent(keepEnd(visible(place), room, marks.ellipsis));
  const id = style.dim(shortId(worst.id));
  const lines = group.slice(0, advisoriesShown).map((finding) => advisoryLine(finding, terminal));
  const more = group.length - lines.length;
  return [
    between(title, where === '' ? id : `${where}  ${id}`, columns),
    ...(where === '' ? [`    ${style.accent(keepEnd(visible(place), columns - 4, marks.ellipsis))}`] : []),
    ...lines,
    ...(more > 0 ? [style.dim(`    and ${counted(more, 'more advisory', 'more advisories')}`)] : []),
    ...wrap(visible(aboutOf(worst)), columns - 4).map((line) => style.dim(`    ${line}`)),
  ];
}

/** The least version that none of the shown advisories affects. */
function toVersion(group: readonly ReportedFinding[], { marks }: Terminal): string {
  const [{ attributes } = { attributes: {} as ReportedFinding['attributes'] }] = group;
  const target = attributes['target'] ?? attributes['fixed'];
  if (target === undefined) return '';
  const distance = attributes['fixDistance'];
  return ` ${marks.arrow} ${visible(String(target))}${distance === undefined ? '' : ` (${String(distance)})`}`;
}

function advisoryLine({ attributes, severity, message }: ReportedFinding, { columns, marks }: Terminal): string {
  const cvss = attributes['cvss'];
  const score = typeof cvss === 'number' ? ` ${(cvss / 10).toFixed(1)}` : '';
  const head = `    ${visible(text(attributes['advisory']))}  ${severity}${score}  `;
  return (
    head + keepStart(visible(text(attributes['summary'] ?? message)), columns - columnsShown(head), marks.ellipsis)
  );
}

/** "direct, production; exploited in the wild since 2021-12-10; …": where it comes from, then why it ranks as it does. */
function aboutOf({ attributes }: ReportedFinding): string {
  const { via, scope, because, priority } = attributes;
  const came = via === undefined ? 'direct' : `brought in by ${String(via)}`;
  const first = [came, scope === undefined ? '' : String(scope)].filter((part) => part !== '').join(', ');
  const why = because === undefined ? '' : `; ${inSentence(String(because))}`;
  return `${typeof priority === 'number' ? `priority ${priority}: ` : ''}${first}${why}`;
}

/** The first word in lower case, unless it is an abbreviation. */
function inSentence(words: string): string {
  return /^[A-Z][a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}

function text(value: string | number | boolean | undefined): string {
  return value === undefined ? '' : String(value);
}

function markOf({ effect }: ReportedFinding, { style, marks }: Terminal): string {
  if (effect === 'blocks') return style.red(marks.fail);
  return effect === 'warns' ? style.yellow(marks.fail) : marks.dot;
}

function between(left: string, right: string, columns: number): string {
  const blanks = columns - columnsShown(left) - columnsShown(right);
  return blanks < 2 ? left : left + ' '.repeat(blanks) + right;
}
