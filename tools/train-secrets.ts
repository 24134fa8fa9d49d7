/**
 * Trains the model by which generic secrets are scored, from the pinned packages and from values made by seed, and prints how right it
 * is on what it was not trained on.
 *     node tools/train-secrets.ts            writes src/observe/secrets/score/model.json
 *     node tools/train-secrets.ts --check    writes nothing, and fails when the file would be another
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { evaluation } from './train/evaluate.ts';
import { trainedModel } from './train/train.ts';

const root = resolve(import.meta.dirname, '..');
const path = join(root, 'src/observe/secrets/score/model.json');

const { text, model, heldOut } = trainedModel(root);
const report = evaluation(model, heldOut);
if (process.argv.includes('--check')) {
  const same = readFileSync(path, 'utf8') === text;
  process.stdout.write(report);
  process.stdout.write(
    same ? 'the model is the committed one\n' : 'the committed model is another: node tools/train-secrets.ts\n',
  );
  process.exitCode = same ? 0 : 1;
} else {
  writeFileSync(path, text);
  process.stdout.write(`${report}wrote ${path} (${(text.length / 1000).toFixed(0)} kB)\n`);
}
