import type { Decision } from '#ground/model';
import type { Presentation, ReportedFinding, RuleDoc, ScanReport } from '#flows/scan';
import { historyInWords } from './history.ts';
import { counted } from './layout.ts';
import { byUrgency } from './urgency.ts';
import { visible, visibleCode } from './visible.ts';
import { gapsInWords, headlineOf, lookedAt, noLedger, outcomeOf, qualityInWords, shortId } from './words.ts';

/** A code host cuts a comment at 65,536 characters, and nobody reads so far. */
const shownInFull = 10;
const listed = 100;

/** A scan for a pull request: the same order as at the terminal. Text from what was scanned stands in code or is escaped. */
export function markdown({ report, rules }: Presentation): string {
  const attention = byUrgency(report.findings).filter(
    (finding) => finding.effect !== 'none' && finding.effect !== 'accepted',
  );
  const paragraphs = [
    `### ${headlineOf(report).mark} ${headlineOf(report).text}`,
    ...attention.slice(0, shownInFull).map((finding) => section(finding, rules.get(finding.rule))),
    rest(attention.slice(shownInFull), rules),
    qualityInWords(report)
      .map((sentence) => `${escaped(sentence)}.`)
      .join(' '),
    decisions(report),
    gaps(report),
    `<sub>Looked at ${escaped(lookedAt(report))} with ${counted(report.scope.rules.count, 'rule')}; Selvedge ${report.tool.version}. ${noLedger}</sub>`,
  ];
  return `${paragraphs.filter((text) => text !== '').join('\n\n')}\n`;
}

function section(finding: ReportedFinding, rule: RuleDoc | undefined): string {
  const { path, startLine } = finding.location;
  const heading = `#### ${escaped(rule?.title ?? finding.rule)}\n${finding.severity} · ${code(`${path}:${startLine}`)}${finding.standing === 'known' ? ' · known' : ''}`;
  const advice =
    rule === undefined ? [escaped(finding.message)] : [`**Do:** ${escaped(rule.fix)}`, `**Why:** ${escaped(rule.why)}`];
  return [
    heading,
    ...advice,
    block(finding),
    way(finding),
    finding.history === undefined
      ? ''
      : historyInWords(finding.history)
          .map((line) => `- ${escaped(line)}`)
          .join('\n'),
    `<sub>${code(finding.rule)} · ${code(finding.id)} · accept: ${code(`selvedge accept ${shortId(finding.id)} --until DATE --because WHY`)}</sub>`,
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

/** From source to sink, folded away: the code above says where it ends. */
function way({ trace }: ReportedFinding): string {
  if (trace === undefined) return '';
  const steps = trace.map(({ location, note, code: line }, at) => {
    const where = code(`${location.path}:${location.startLine}`);
    return `${at + 1}. ${where} ${escaped(note)}${line === undefined ? '' : `\n   ${code(visibleCode(line.trim()))}`}`;
  });
  return `<details><summary>How it gets there, in ${counted(trace.length, 'step')}</summary>\n\n${steps.join('\n')}\n\n</details>`;
}

function block(finding: ReportedFinding): string {
  const { context, location } = finding;
  if (context === undefined) return finding.excerpt === undefined ? '' : fenced([finding.excerpt]);
  const digits = String(context.startLine + context.lines.length - 1).length;
  return fenced(
    context.lines.map((line, at) => {
      const number = context.startLine + at;
      const marked = number >= location.startLine && number <= location.endLine;
      return `${marked ? '>' : ' '} ${String(number).padStart(digits)} │ ${visibleCode(line)}`.trimEnd();
    }),
  );
}

function rest(findings: readonly ReportedFinding[], rules: Presentation['rules']): string {
  if (findings.length === 0) return '';
  const rows = findings
    .slice(0, listed)
    .map(
      (finding) =>
        `| ${finding.severity} | ${escaped(rules.get(finding.rule)?.title ?? finding.rule)} | ${cell(`${finding.location.path}:${finding.location.startLine}`)} |`,
    );
  const more = findings.length > listed ? `\n\n… and ${counted(findings.length - listed, 'more', 'more')}.` : '';
  return `<details><summary>${counted(findings.length, 'finding')} more</summary>\n\n| severity | finding | where |\n| --- | --- | --- |\n${rows.join('\n')}${more}\n\n</details>`;
}

function decisions(report: ScanReport): string {
  const needed = report.decisions.filter((decision) => decision.verdict !== 'pass' || decision.accepted > 0);
  if (needed.length === 0) return '';
  const rows = needed.map(
    (decision) =>
      `| ${marks[decision.verdict]} ${decision.verdict} (${decision.mode}) | ${code(decision.control)} | ${escaped(outcomeOf(decision))} |`,
  );
  const declared =
    report.declared.from === 'revision' ? `\n\nControls and exceptions as in ${code(report.declared.revision)}.` : '';
  return `| ${report.stage} | control | |\n| --- | --- | --- |\n${rows.join('\n')}${declared}`;
}

const marks: Readonly<Record<Decision['verdict'], string>> = { pass: '●', fail: '▲', unknown: '◌' };

function gaps(report: ScanReport): string {
  return report.scope.notLookedAt.length === 0 ? '' : `Not looked at: ${escaped(gapsInWords(report.scope))}.`;
}

/** Plain text in which nothing is markup, a mention or a reference: CommonMark 2.4 lets any ASCII punctuation be escaped. */
export function escaped(text: string): string {
  return visible(text)
    .replace(/[\\`*_{}[\]()#+!|~$^]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, '&#58;//');
}

/** A code span whose fence no run of backticks in the text can close (CommonMark 6.1). */
export function code(text: string): string {
  const shown = visible(text);
  const fence = '`'.repeat(longestRun(shown) + 1);
  const edge = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${edge}${shown}${edge}${fence}`;
}

/** Code in a table: GFM splits cells at `|` even inside a code span, unless it is escaped. */
function cell(text: string): string {
  return code(text).replace(/\|/g, '\\|');
}

function fenced(lines: readonly string[]): string {
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return `${fence}text\n${lines.map(visible).join('\n')}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
