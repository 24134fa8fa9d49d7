import { type CodeAction, CodeActionKind, type Range, type TextEdit } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ReportedFinding, RuleDoc } from '#flows/workspace';
import { rangeOf } from './diagnostic.ts';

/** Days for which a finding can be accepted from the editor; the reason is typed where the comment is put. */
const days = [30, 90];

/** What can be done about the findings in a range: their repair, and accepting them with a reason until a day. `now`: milliseconds since 1970. */
export function actionsAt(
  range: Range,
  document: TextDocument,
  findings: readonly ReportedFinding[],
  rules: ReadonlyMap<string, RuleDoc>,
  now: number,
): CodeAction[] {
  return findings
    .filter(({ location, effect }) => effect !== 'accepted' && overlaps(rangeOf(location), range))
    .flatMap((finding) => [...repairs(finding, document), ...acceptances(finding, document, rules, now)]);
}

function repairs({ repair, rule }: ReportedFinding, document: TextDocument): CodeAction[] {
  if (repair === undefined) return [];
  const edits = repair.edits.map(({ location, text }): TextEdit => ({ range: rangeOf(location), newText: text }));
  return [
    {
      title: `${repair.title} (${rule})`,
      kind: CodeActionKind.QuickFix,
      isPreferred: true,
      edit: { changes: { [document.uri]: edits } },
    },
  ];
}

/** A comment above the line: the review that merges it approves it. */
function acceptances(
  { rule, location }: ReportedFinding,
  document: TextDocument,
  rules: ReadonlyMap<string, RuleDoc>,
  now: number,
): CodeAction[] {
  const line = location.startLine - 1;
  const start = { line, character: 0 };
  const indentation = /^[ \t]*/.exec(document.getText({ start, end: { line: line + 1, character: 0 } }))?.[0] ?? '';
  const [open, close] = commentOf(document.languageId, document.uri);
  return days.map((count) => {
    const until = new Date(now + count * 86_400_000).toISOString().slice(0, 10);
    const comment = `${open}selvedge: allow ${rule} until ${until} because REASON${close}`;
    return {
      title: `Accept ${rules.get(rule)?.title ?? rule} until ${until}, with a reason`,
      kind: CodeActionKind.QuickFix,
      edit: { changes: { [document.uri]: [{ range: { start, end: start }, newText: `${indentation}${comment}\n` }] } },
    };
  });
}

function commentOf(language: string, uri: string): readonly [string, string] {
  if (/^(?:python|ruby|shellscript|yaml|dockerfile|terraform|hcl|toml|properties|makefile|perl|r)$/.test(language))
    return ['# ', ''];
  if (/^(?:html|xml|vue|svelte|markdown)$/.test(language)) return ['<!-- ', ' -->'];
  if (language === 'sql' || language === 'lua') return ['-- ', ''];
  return /\.(?:py|rb|sh|ya?ml|tf|toml)$/.test(uri) ? ['# ', ''] : ['// ', ''];
}

function overlaps(a: Range, b: Range): boolean {
  return a.start.line <= b.end.line && b.start.line <= a.end.line;
}
