import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { areaUnderCurve, scoredBy } from './evaluate.ts';
import { fit } from './regression.ts';
import { Random } from './random.ts';
import { trainedModel } from './train.ts';

const root = resolve(import.meta.dirname, '../..');

test(
  '[3:secrets-trainer] the trainer gives the committed model again, byte by byte, in at most 300 kB',
  { timeout: 120_000 },
  () => {
    const { text, model, heldOut } = trainedModel(root);
    const committed = readFileSync(resolve(root, 'src/observe/secrets/score/model.json'), 'utf8');
    // When packages were updated, their words changed: node tools/train-secrets.ts
    expect(text === committed).toBe(true);
    expect(committed.length).toBeLessThan(300_000);
    expect(areaUnderCurve(scoredBy(model, heldOut))).toBeGreaterThan(0.98);
  },
);

test('a regression finds the weights that the labels were made with', () => {
  const random = new Random(7);
  const truth = [-1, 2, -3];
  const rows = Array.from({ length: 20_000 }, () => Float64Array.of(random.below(1000) / 500 - 1, random.below(2)));
  const labels = rows.map((row) => {
    const odds = truth[0]! + truth[1]! * row[0]! + truth[2]! * row[1]!;
    return Number(random.below(1e6) / 1e6 < 1 / (1 + Math.exp(-odds)));
  });
  const weights = fit(rows, labels, 1);
  for (const [at, weight] of truth.entries()) expect(Math.abs(weights[at]! - weight)).toBeLessThan(0.15);
});

test('the same seed gives the same values, and another seed others', () => {
  const [one, same, other] = [1, 1, 2].map((seed) => new Random(seed).text('0123456789abcdef', 32));
  expect(same).toBe(one);
  expect(other).not.toBe(one);
});
