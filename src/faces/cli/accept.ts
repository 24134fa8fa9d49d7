import { acceptFinding, type AcceptRequest } from '#flows/accept';
import { explainFailure } from './failure.ts';
import { wrap } from './layout.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';
import { day } from './words.ts';

/** `selvedge accept`: writes the exception, and says what makes it count. */
export async function runAccept(request: AcceptRequest, terminal: Terminal): Promise<number> {
  try {
    const { finding, lease, file } = await acceptFinding(request);
    const { marks, style, columns } = terminal;
    const where = `${visible(finding.location.path)}:${finding.location.startLine}`;
    const said = `Accepted until ${day(lease.end)}: ${finding.rule} in ${where}.`;
    const [first = '', ...more] = wrap(said, columns - 2);
    const advice = `It is in ${file}. Commit it with the change: whoever merges it approves it, and from merge on the target branch's file counts.`;
    terminal.out(
      [
        `${style.green(marks.pass)} ${first}`,
        ...more.map((line) => `  ${line}`),
        ...wrap(advice, columns - 2).map((line) => style.dim(`  ${line}`)),
        '',
      ].join('\n'),
    );
    return 0;
  } catch (error) {
    return explainFailure(error, terminal);
  }
}
