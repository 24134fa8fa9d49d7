import type { Decision } from '#ground/model';
import type { ScanReport } from '#flows/scan';
import { counted, keepEnd, pad, wrap } from './layout.ts';
import { columnsShown, type Terminal } from './terminal.ts';
import { visible } from './visible.ts';
import { day, outcomeOf, shortId } from './words.ts';

/** One line per control that is not a plain pass; the others are one number. */
export function decisionTable(report: ScanReport, terminal: Terminal): string {
  const { style, columns, marks } = terminal;
  const needed = report.decisions.filter((decision) => decision.verdict !== 'pass' || decision.accepted > 0);
  const passed = report.decisions.length - needed.length;
  const told = new Set<string>();
  const lines = needed.flatMap((decision) => decisionLines(decision, terminal, told));
  if (passed > 0)
    lines.push(
      `${style.green(marks.pass)} ${pad('PASS', 18)}${counted(passed, needed.length > 0 ? 'other control' : 'control')}`,
    );
  if (lines.length === 0) return '';
  return [style.bold(`Decisions at ${report.stage}`) + style.dim(declaredIn(report, columns)), ...lines].join('\n');
}

function declaredIn(report: ScanReport, columns: number): string {
  if (report.declared.from === 'working-tree') return '';
  return keepEnd(`  controls and exceptions as in ${visible(report.declared.revision)}`, columns - 22);
}

/** `told`: why decisions above are unknown; what several cannot be decided without is said once. */
function decisionLines(decision: Decision, { style, marks, columns }: Terminal, told: Set<string>): string[] {
  const mark = decision.verdict === 'fail' ? marks.fail : decision.verdict === 'unknown' ? marks.unknown : marks.pass;
  const paint =
    decision.effect === 'blocks' ? style.red : decision.effect === 'warns' ? style.yellow : (text: string) => text;
  const head = `${paint(mark)} ${pad(`${decision.verdict.toUpperCase()} (${decision.mode})`, 18)}${style.bold(pad(decision.control, 22))}`;
  const said = outcomeOf(decision);
  const isRepeated = decision.verdict === 'unknown' && told.has(said);
  told.add(said);
  const outcome = wrap(visible(isRepeated ? 'for the same reason' : said), columns - indent);
  const [only = '', ...others] = outcome;
  const first =
    others.length === 0 && columnsShown(head) + 2 + only.length <= columns
      ? [`${head}  ${only}`.trimEnd()]
      : [head.trimEnd(), ...outcome.map(indented)];
  const unknown = isRepeated ? [] : decision.reasons.filter((reason) => reason.kind === 'unknown');
  const remedies = [...new Set(unknown.map(({ remedy }) => remedy))].slice(0, 3);
  const accepted = decision.reasons.filter((reason) => reason.kind === 'accepted').slice(0, 3);
  return [
    ...first,
    ...remedies.flatMap((remedy) =>
      wrap(`${marks.arrow} ${visible(remedy)}`, columns - indent).map((line) => indented(style.dim(line))),
    ),
    ...accepted.map((reason) => indented(style.dim(`${shortId(reason.finding)} until ${day(reason.until)}`))),
  ];
}

/** Below the control's name. */
const indent = 20;

function indented(line: string): string {
  return ' '.repeat(indent) + line;
}
