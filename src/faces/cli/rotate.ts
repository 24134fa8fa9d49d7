import { rotationList, type RotationList, type RotationStep } from '#flows/rotate';
import { explainFailure } from './failure.ts';
import { counted, keepEnd, pad, wrap } from './layout.ts';
import { code, escaped } from './markdown.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';
import { shortId } from './words.ts';

export type RotationFormat = 'pretty' | 'markdown' | 'json';

/** `selvedge secrets rotate-list`: what to revoke, where, in what order. */
export async function runRotateList(path: string, format: RotationFormat, terminal: Terminal): Promise<number> {
  try {
    const list = await rotationList(path);
    terminal.out(format === 'json' ? json(list) : format === 'markdown' ? markdown(list) : pretty(list, terminal));
    return 0;
  } catch (error) {
    return explainFailure(error, terminal);
  }
}

const onlyOnce = 'only in the history';

/** Places of one secret that are listed; the rest is counted. */
const shown = 5;

export function pretty(list: RotationList, terminal: Terminal): string {
  const { style } = terminal;
  const count = secretsIn(list.steps);
  const head = count === 0 ? 'Nothing to revoke' : `${counted(count, 'secret')} to revoke, in this order`;
  return `${[
    `${style.bold(head)}${style.dim(` (scan of ${visible(list.report.project.name)}, ${list.report.finishedAt})`)}`,
    ...list.steps.map((step, at) => stepText(step, at + 1, terminal)),
    ...leftInWords(list).map((line) => style.dim(line)),
  ].join('\n\n')}\n`;
}

function stepText(step: RotationStep, number: number, terminal: Terminal): string {
  const { style, columns } = terminal;
  const page =
    step.revokeAt === undefined
      ? ''
      : ` ${terminal.marks.dash} ${terminal.link(visible(step.revokeAt), step.revokeAt)}`;
  return [
    `${style.bold(`${number}. ${visible(step.provider)}`)}${page}`,
    ...step.rules.flatMap(({ rule, secrets }) => [
      ...secrets.flatMap(({ finding, places, live, gone }) => [
        `   ${pad(live === true ? 'live' : finding.severity, 9)}${visible(rule.title)}  ${style.dim(`${visible(firstLine(finding.excerpt))}  ${shortId(finding.id)}`)}`,
        ...places
          .slice(0, shown)
          .map(
            ({ path, startLine }) =>
              `            ${style.accent(keepEnd(`${visible(path)}:${startLine}`, columns - 36, terminal.marks.ellipsis))}${gone === true ? style.dim(`, ${onlyOnce}`) : ''}`,
          ),
        ...(places.length > shown
          ? [style.dim(`            and ${counted(places.length - shown, 'more place')}`)]
          : []),
      ]),
      ...wrap(`Do: ${visible(rule.fix)}`, columns - 3).map((line) => `   ${line}`),
    ]),
  ].join('\n');
}

/** A list to tick off, for a ticket. */
export function markdown(list: RotationList): string {
  const steps = list.steps.map((step) => {
    const page = step.revokeAt === undefined ? '' : `: <${step.revokeAt}>`;
    const secrets = step.rules.flatMap(({ rule, secrets }) => [
      ...secrets.map(({ finding, places, live, gone }) => {
        const where = places.slice(0, shown).map(({ path, startLine }) => code(`${path}:${startLine}`));
        const more = places.length > shown ? ` and ${counted(places.length - shown, 'more place')}` : '';
        const excerpt = finding.excerpt === undefined ? '' : ` ${code(firstLine(finding.excerpt))}`;
        return `   - [ ] ${live === true ? '**live**, ' : ''}${finding.severity}: ${escaped(rule.title)}${excerpt} in ${where.join(', ')}${more}${gone === true ? `, ${onlyOnce}` : ''}`;
      }),
      `   - ${escaped(rule.fix)}`,
    ]);
    return [`1. **${escaped(step.provider)}**${page}`, ...secrets].join('\n');
  });
  const head = `### Revoke ${counted(secretsIn(list.steps), 'secret')} of ${escaped(list.report.project.name)}`;
  return `${[head, ...steps, ...leftInWords(list)].join('\n\n')}\n`;
}

export function json({ report, steps, left }: RotationList): string {
  const document = {
    version: 1,
    kind: 'selvedge-rotation',
    project: report.project,
    scannedAt: report.finishedAt,
    steps: steps.map(({ rules, ...step }) => ({
      ...step,
      secrets: rules.flatMap(({ rule, secrets }) =>
        secrets.map(({ finding, places, live, gone }) => ({
          rule: rule.id,
          title: rule.title,
          do: rule.fix,
          severity: finding.severity,
          confidence: finding.confidence,
          ...(live === true && { live }),
          ...(gone === true && { gone }),
          finding: finding.id,
          ...(finding.excerpt !== undefined && { excerpt: finding.excerpt }),
          places,
        })),
      ),
    })),
    left,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function secretsIn(steps: readonly RotationStep[]): number {
  return steps.reduce((sum, { rules }) => sum + rules.reduce((inner, { secrets }) => inner + secrets.length, 0), 0);
}

function leftInWords({ left }: RotationList): string[] {
  return [
    ...(left.dead === 0
      ? []
      : [`${counted(left.dead, 'secret')} that the provider no longer accepts: nothing to revoke.`]),
    ...(left.accepted === 0
      ? []
      : [`${counted(left.accepted, 'secret')} accepted by an exception: selvedge explain says why.`]),
  ];
}

function firstLine(excerpt = ''): string {
  return excerpt.split('\n', 1)[0] ?? '';
}
