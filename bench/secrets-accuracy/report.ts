import type { Case } from './cases.ts';
import { f1, precision, recall, type Score, type Tally, type Threshold } from './score.ts';

export interface Measured {
  readonly tool: string;
  readonly scores: Readonly<Record<Threshold, Score>>;
  readonly seconds: number;
}

/** For people: totals of every tool, then the first one's figures by format and by rule. */
export function reportText(all: readonly Measured[], cases: readonly Case[], isVerbose: boolean): string {
  const positives = cases.filter(({ kind }) => kind === 'positive').length;
  const lines = [
    `${cases.length} cases: ${positives} positive, ${cases.length - positives} negative, of ${new Set(cases.map(({ format }) => format)).size} formats and families`,
  ];
  for (const { tool, scores, seconds } of all) {
    lines.push('', `${tool} (${seconds.toFixed(1)} s)`);
    for (const [threshold, { total }] of Object.entries(scores))
      lines.push(`  ${threshold.padEnd(9)} ${figures(total)}`);
  }
  const ours = all[0]?.scores.reported;
  if (ours === undefined) return lines.join('\n');
  lines.push(
    '',
    `by format, everything reported: those with a miss or a false alarm${isVerbose ? ', then the others' : ''}`,
  );
  lines.push(
    ...formatLines(ours, isVerbose),
    '',
    'by rule, everything reported: findings that are right, findings that are wrong',
    ...ruleLines(ours),
  );
  if (isVerbose) {
    lines.push('', 'missed', ...ours.missed.map(({ id }) => `  ${id}`));
    lines.push('', 'false alarms', ...ours.alarmed.map(({ case: one, rules }) => `  ${one.id}: ${rules.join(', ')}`));
    const likely = all[0]?.scores.likely;
    lines.push(
      '',
      'found as possible only',
      ...(likely?.missed.filter((one) => !ours.missed.includes(one)).map(({ id }) => `  ${id}`) ?? []),
    );
  }
  return lines.join('\n');
}

export function reportJson(all: readonly Measured[]): string {
  const plain = all.map(({ tool, scores, seconds }) => ({
    tool,
    seconds,
    thresholds: Object.fromEntries(
      Object.entries(scores).map(([threshold, { total, formats, rules, missed, alarmed }]) => [
        threshold,
        {
          ...total,
          recall: recall(total),
          precision: precision(total),
          f1: f1(total),
          formats: Object.fromEntries(formats),
          rules: Object.fromEntries(rules),
          missed: missed.map(({ id }) => id),
          alarmed: alarmed.map(({ case: one, rules: wrong }) => ({ id: one.id, rules: wrong })),
        },
      ]),
    ),
  }));
  return JSON.stringify(plain, null, 2);
}

function figures(total: Tally): string {
  const shares = [recall(total), precision(total), f1(total)].map((share) => share.toFixed(4));
  return (
    `recall ${shares[0]} (${total.found} of ${total.positives})  precision ${shares[1]}  F1 ${shares[2]}  ` +
    `${total.falseAlarms} cases with a false alarm, ${total.tolerated} near misses said to be possible`
  );
}

function formatLines({ formats }: Score, isVerbose: boolean): string[] {
  const rows = [...formats].sort(([, a], [, b]) => Number(isClean(a)) - Number(isClean(b)));
  return rows
    .filter(([, tally]) => isVerbose || !isClean(tally))
    .map(
      ([format, { found, positives, falseAlarms, negatives }]) =>
        `  ${format.padEnd(44)} ${String(found).padStart(3)} of ${String(positives).padStart(3)}   ${falseAlarms} false alarms in ${negatives + positives}`,
    );
}

function isClean({ found, positives, falseAlarms }: Tally): boolean {
  return found === positives && falseAlarms === 0;
}

function ruleLines({ rules }: Score): string[] {
  return [...rules]
    .sort(([, a], [, b]) => b.wrong - a.wrong || b.right - a.right)
    .map(
      ([rule, { right, wrong }]) =>
        `  ${rule.padEnd(56)} ${String(right).padStart(4)} right ${String(wrong).padStart(4)} wrong`,
    );
}
