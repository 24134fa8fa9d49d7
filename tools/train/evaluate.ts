import { featuresOf } from '../../src/observe/secrets/score/features.ts';
import type { Model } from '../../src/observe/secrets/score/model.ts';
import { percentOf } from '../../src/observe/secrets/score/score.ts';
import type { Sample } from './samples.ts';

/** How right the model is on samples that it was not trained on: at its thresholds, along the curve, and by how the samples were made. */
export function evaluation(model: Model, heldOut: readonly Sample[]): string {
  const scored = scoredBy(model, heldOut);
  const secrets = scored.filter(({ isSecret }) => isSecret);
  const harmless = scored.filter(({ isSecret }) => !isSecret);
  const atThreshold = (from: number) => {
    const found = secrets.filter(({ percent }) => percent >= from).length;
    const falsely = harmless.filter(({ percent }) => percent >= from).length;
    return `recall ${fraction(share(secrets, from))}, precision ${fraction(found / Math.max(1, found + falsely))}, false alarms ${fraction(share(harmless, from))}`;
  };
  const groups = [...new Set(scored.map(({ group }) => group))].map((group) => {
    const own = scored.filter((sample) => sample.group === group);
    return `  ${group.padEnd(32)} ${String(own.length).padStart(5)} ${own[0]?.isSecret === true ? 'secrets ' : 'harmless'}  likely ${fraction(share(own, model.thresholds.likely))}  possible ${fraction(share(own, model.thresholds.possible))}`;
  });
  return [
    `${secrets.length} secrets and ${harmless.length} harmless values of packages and seeds that were not trained on; area under the curve ${fraction(areaUnderCurve(scored))}`,
    `likely   (from ${model.thresholds.likely} %): ${atThreshold(model.thresholds.likely)}`,
    `possible (from ${model.thresholds.possible} %): ${atThreshold(model.thresholds.possible)}`,
    ...[20, 30, 40, 50, 60, 70, 80, 90, 95, 98].map((from) => `  from ${from} %: ${atThreshold(from)}`),
    ...groups,
    '',
  ].join('\n');
}

export function scoredBy(model: Model, samples: readonly Sample[]): (Sample & { readonly percent: number })[] {
  return samples.map((sample) => ({
    ...sample,
    percent: percentOf(featuresOf(sample.candidate, model).values, model),
  }));
}

function share(list: readonly { percent: number }[], from: number): number {
  return list.filter(({ percent }) => percent >= from).length / Math.max(1, list.length);
}

/** The chance that a secret has a higher score than a harmless value; ties count half. */
export function areaUnderCurve(scored: readonly { percent: number; isSecret: boolean }[]): number {
  const counts = Array.from({ length: 100 }, () => [0, 0] as [number, number]);
  for (const { percent, isSecret } of scored) counts[percent]![isSecret ? 1 : 0] += 1;
  let below = 0;
  let area = 0;
  for (const [harmless, secret] of counts) {
    area += secret * (below + harmless / 2);
    below += harmless;
  }
  const secrets = scored.filter(({ isSecret }) => isSecret).length;
  return area / Math.max(1, secrets * (scored.length - secrets));
}

function fraction(number: number): string {
  return number.toFixed(3);
}
