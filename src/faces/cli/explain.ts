import { type Control, stages } from '#ground/model';
import { type Explanation, explain } from '#flows/explain';
import { codeBlock } from './code-block.ts';
import { explainFailure } from './failure.ts';
import { historyInWords } from './history.ts';
import { counted, keepEnd, pad, wrap } from './layout.ts';
import type { Terminal } from './terminal.ts';
import { traceBlock } from './trace-block.ts';
import { visible } from './visible.ts';
import { outcomeOf, shortId } from './words.ts';

/** `selvedge explain RULE|FINDING|CONTROL`. */
export async function runExplain(what: string, path: string, terminal: Terminal): Promise<number> {
  try {
    const lines = explanationLines(await explain(what, path), terminal);
    terminal.out(`${lines.join('\n')}\n`);
    return 0;
  } catch (error) {
    return explainFailure(error, terminal);
  }
}

export function explanationLines(explanation: Explanation, terminal: Terminal): string[] {
  if (explanation.kind === 'rule') return ruleLines(explanation, terminal);
  return explanation.kind === 'finding' ? findingLines(explanation, terminal) : controlLines(explanation, terminal);
}

type Of<Kind extends Explanation['kind']> = Extract<Explanation, { kind: Kind }>;

function ruleLines({ rule, findings }: Of<'rule'>, terminal: Terminal): string[] {
  const { style, marks } = terminal;
  return [
    style.bold(visible(rule.title)),
    style.dim(`${rule.id} ${marks.dot} ${rule.severity}`),
    '',
    ...paragraph('Do', rule.fix, terminal),
    ...paragraph('Why', rule.why, terminal),
    ...paragraph('Finds', rule.finds, terminal),
    ...examples('Bad', rule.examples?.bad, terminal),
    ...examples('Good', rule.examples?.good, terminal),
    ...references(rule.references, terminal),
    ...places(findings, terminal),
  ];
}

function findingLines({ finding, rule, report }: Of<'finding'>, terminal: Terminal): string[] {
  const { style, marks, columns } = terminal;
  const { path, startLine, startColumn } = finding.location;
  const accepted = report.exceptions.find((lease) => lease.covers.finding === finding.id);
  const decisions = report.decisions.filter(({ reasons }) =>
    reasons.some((reason) => 'finding' in reason && reason.finding === finding.id),
  );
  return [
    style.bold(visible(rule?.title ?? finding.rule)),
    style.accent(keepEnd(`${visible(path)}:${startLine}:${startColumn}`, columns, marks.ellipsis)),
    '',
    ...(rule === undefined
      ? paragraph('Says', finding.message, terminal)
      : [...paragraph('Do', rule.fix, terminal), ...paragraph('Why', rule.why, terminal)]),
    ...(rule !== undefined && finding.rule.startsWith('quality/') ? paragraph('Says', finding.message, terminal) : []),
    ...aboutPackage(finding, terminal),
    ...(finding.context === undefined ? [] : ['', ...codeBlock(finding, finding.context, terminal)]),
    ...traceBlock(finding, terminal, true),
    ...(finding.history === undefined
      ? []
      : historyInWords(finding.history).flatMap((line) => paragraph('Past', line, terminal))),
    '',
    ...decisions.flatMap((decision) =>
      paragraph(
        decision.verdict.toUpperCase(),
        `${decision.control} at ${decision.stage} (${decision.mode})`,
        terminal,
      ),
    ),
    ...(accepted === undefined
      ? []
      : paragraph('Held', `accepted until ${accepted.end.slice(0, 10)}: ${accepted.reason}`, terminal)),
    ...(finding.note === undefined ? [] : paragraph('Note', finding.note, terminal)),
    ...paragraph(
      'Is',
      `${finding.severity}, ${finding.confidence}, ${finding.standing}${finding.because === undefined ? '' : `: ${finding.because}`}`,
      terminal,
    ),
    ...(typeof finding.attributes['scored'] === 'string'
      ? paragraph('Score', finding.attributes['scored'].replace(/^scored /, ''), terminal)
      : []),
    ...paragraph('Rule', finding.rule, terminal),
    ...paragraph('Id', finding.id, terminal),
    ...paragraph('Seen', `${report.finishedAt} at ${report.stage}`, terminal),
  ];
}

/** What matching with advisories and the priority came to. */
function aboutPackage({ message, attributes }: Of<'finding'>['finding'], terminal: Terminal): string[] {
  const { advisory, aliases, priority, because, via, scope, conflicts, published } = attributes;
  if (advisory === undefined) return [];
  const told = (label: string, value: string | number | boolean | undefined): string[] =>
    value === undefined ? [] : paragraph(label, String(value), terminal);
  return [
    ...told('Says', message),
    ...told('Also', aliases),
    ...told('Since', published),
    ...told('Came', `${via === undefined ? 'as a direct dependency' : `in through ${String(via)}`}, ${String(scope)}`),
    ...told('Rank', priority === undefined ? undefined : `${priority} of 1000: ${String(because)}`),
    ...told('But', conflicts === undefined ? undefined : `sources do not agree: ${String(conflicts)}`),
  ];
}

function controlLines({ control, decision }: Of<'control'>, terminal: Terminal): string[] {
  const { style } = terminal;
  return [
    style.bold(visible(control.title)),
    style.dim(control.id),
    '',
    ...paragraph('Asks', control.question, terminal),
    ...paragraph('Why', control.why, terminal),
    ...paragraph('Allows', allowance(control), terminal),
    ...paragraph('Serves', control.frameworks.join(', '), terminal),
    '',
    ...stages.flatMap((stage) => {
      const mode = control.modes[stage];
      const from = control.enforceFrom?.[stage];
      return mode === undefined && from === undefined
        ? []
        : [`  ${pad(stage, 8)}${mode ?? 'observe'}${from === undefined ? '' : style.dim(`, enforced from ${from}`)}`];
    }),
    ...(decision === undefined
      ? []
      : [
          '',
          ...paragraph(
            'Last',
            `${decision.verdict} at ${decision.stage}${outcomeOf(decision) === '' ? '' : `: ${outcomeOf(decision)}`}`,
            terminal,
          ),
        ]),
    '',
    style.dim('  Policy (Cedar)'),
    ...visibleLines(control.policy).map((line) => style.dim(`    ${line}`.trimEnd())),
  ];
}

function allowance({ quantifier, evidence }: Control): string {
  const age = evidence.maxAgeHours === undefined ? '' : `, by evidence of at most ${evidence.maxAgeHours} hours`;
  if (quantifier.kind === 'at-most')
    return `at most ${counted(quantifier.count, 'finding')} of ${evidence.analyzer}${age}`;
  if (quantifier.kind === 'at-least')
    return `at least ${quantifier.percent} % of ${evidence.analyzer}'s to be allowed${age}`;
  return `no finding of ${evidence.analyzer} that its policy denies${age}`;
}

function paragraph(label: string, text: string, { style, columns }: Terminal): string[] {
  return wrap(visible(text), columns - 10).map(
    (line, at) => `  ${at === 0 ? style.bold(pad(label, 8)) : '        '}${line}`,
  );
}

/** The generated values in examples stand as they are written in the rule: `{{…}}`. */
function examples(label: string, texts: readonly string[] | undefined, { style }: Terminal): string[] {
  return (texts ?? []).slice(0, 3).flatMap((text, at) =>
    visibleLines(text)
      .slice(0, 8)
      .map((line, row) => `  ${at === 0 && row === 0 ? style.bold(pad(label, 8)) : '        '}${style.dim(line)}`),
  );
}

function references(all: readonly string[], terminal: Terminal): string[] {
  return all.map((reference, at) => {
    const shown = visible(reference);
    return `  ${at === 0 ? terminal.style.bold(pad('See', 8)) : '        '}${reference.startsWith('https://') ? terminal.link(shown, reference) : shown}`;
  });
}

function places(findings: Of<'rule'>['findings'], { style, columns, marks }: Terminal): string[] {
  if (findings.length === 0) return [];
  const lines = findings
    .slice(0, 10)
    .map(
      (finding) =>
        `  ${pad(shortId(finding.id), 16)}${keepEnd(`${visible(finding.location.path)}:${finding.location.startLine}`, columns - 18, marks.ellipsis)}`,
    );
  const more = findings.length > 10 ? [style.dim(`  and ${findings.length - 10} more`)] : [];
  return ['', style.bold(`${counted(findings.length, 'finding')} in the last scan`), ...lines, ...more];
}

function visibleLines(text: string): string[] {
  return text.trimEnd().split('\n').map(visible);
}
