import type { Hover, Position } from 'vscode-languageserver/node';
import type { ReportedFinding, RuleDoc } from '#flows/workspace';
import { rangeOf } from './diagnostic.ts';

/** What the rule teaches, where the pointer rests on a finding: what it is, why it matters, what to do, and how it should look. */
export function hoverOn(
  position: Position,
  findings: readonly ReportedFinding[],
  rules: ReadonlyMap<string, RuleDoc>,
): Hover | null {
  const finding = findings.find(({ location }) => isIn(position, location));
  if (finding === undefined) return null;
  const rule = rules.get(finding.rule);
  const text = rule === undefined ? finding.message : lesson(finding, rule);
  return { contents: { kind: 'markdown', value: text }, range: rangeOf(finding.location) };
}

function lesson({ message, rule: id, severity, confidence }: ReportedFinding, rule: RuleDoc): string {
  const [bad] = rule.examples?.bad ?? [];
  const [good] = rule.examples?.good ?? [];
  const links = rule.references.filter((reference) => reference.startsWith('https://')).slice(0, 3);
  return [
    `**${escaped(rule.title)}** · ${severity}, ${confidence}`,
    escaped(message),
    `**Do:** ${escaped(rule.fix)}`,
    `**Why:** ${escaped(rule.why)}`,
    ...(bad === undefined ? [] : [`Not so:\n${fenced(bad)}`]),
    ...(good === undefined ? [] : [`But so:\n${fenced(good)}`]),
    [
      `\`${id}\``,
      ...rule.references.filter((reference) => /^CWE-\d+$/.test(reference)),
      ...links.map((link) => `<${link}>`),
    ].join(' · '),
  ].join('\n\n');
}

export function isIn({ line, character }: Position, location: ReportedFinding['location']): boolean {
  const { start, end } = rangeOf(location);
  if (line < start.line || line > end.line) return false;
  return (line > start.line || character >= start.character) && (line < end.line || character <= end.character);
}

/** Longer than any run of backticks in it. */
function fenced(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${code.trimEnd()}\n${fence}`;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, String.raw`\$&`);
}
