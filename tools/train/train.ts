import { featureNames, featuresOf } from '../../src/observe/secrets/score/features.ts';
import { digits, type Model, type ModelFile, readModel } from '../../src/observe/secrets/score/model.ts';
import { judgedCharacters, type NgramTables, wordBitsOf } from '../../src/observe/secrets/score/ngrams.ts';
import { type Corpus, readCorpus } from './corpus.ts';
import { Random } from './random.ts';
import { fit } from './regression.ts';
import { type Sample, samplesOf } from './samples.ts';
import { classTable, letterTable } from './tables.ts';
import { chosenPassword, generatedPassword, issuedToken, reference, standIn } from './values.ts';

const seeds = { tables: 1, trained: 2, heldOut: 3 };
const samples = { trained: 16_000, heldOut: 5000 };
const ridge = 3;
/** Chosen on the held-out samples: see the table that the evaluation prints. */
const thresholds = { likely: 90, possible: 45 };

export interface Trained {
  /** The model file's text. */
  readonly text: string;
  readonly model: Model;
  readonly heldOut: readonly Sample[];
}

/** Pure but for reading node_modules under `root`: the same packages give the same text. */
export function trainedModel(root: string): Trained {
  const corpus = readCorpus('trained-on', root);
  const other = readCorpus('held-out', root);
  const tables = tablesOf(corpus);
  const trainedOn = samplesOf(corpus, samples.trained, new Random(seeds.trained));
  const rows = trainedOn.map(({ candidate }) => featuresOf(candidate, tables).values);
  const weights = fit(
    rows,
    trainedOn.map(({ isSecret }) => Number(isSecret)),
    ridge,
  );
  const means = featureNames.map((_, at) => rows.reduce((sum, row) => sum + row[at]!, 0) / rows.length);
  const file: ModelFile = {
    version: 1,
    thresholds,
    wordBits: rounded(bitsPerCharacter(other.words, tables)),
    bias: rounded(weights[0]!),
    features: Object.fromEntries(
      featureNames.map((name, at) => [name, [rounded(weights[at + 1]!), rounded(means[at]!)]]),
    ),
    letters: lines(tables.letters, 0),
    password: lines(tables.password, 32),
    token: lines(tables.token, 32),
  };
  const text = `${JSON.stringify(file, undefined, 1)}\n`;
  const heldOut = samplesOf(other, samples.heldOut, new Random(seeds.heldOut));
  return { text, model: readModel(new TextEncoder().encode(text)), heldOut };
}

function tablesOf(corpus: Corpus): NgramTables {
  const random = new Random(seeds.tables);
  const plain = [
    ...corpus.literals.map(({ value }) => value.slice(0, judgedCharacters)),
    ...several(() => reference(random, corpus.words)),
    ...several(() => standIn(random, corpus.words)),
  ];
  const passwords = several(() =>
    random.percent(75) ? chosenPassword(random, corpus.words) : generatedPassword(random),
  );
  return {
    letters: letterTable([...corpus.runs, ...corpus.words]),
    password: classTable(passwords, plain),
    token: classTable(
      several(() => issuedToken(random)),
      plain,
    ),
  };
}

function several(make: () => string): string[] {
  return Array.from({ length: 12_000 }, make);
}

function bitsPerCharacter(words: readonly string[], tables: NgramTables): number {
  const bits = words.reduce((sum, word) => sum + wordBitsOf(word, tables), 0);
  return bits / words.reduce((sum, word) => sum + word.length, 0);
}

/** So coarse that the last bit of a logarithm, which another engine may round another way, makes no difference. */
function rounded(number: number): number {
  return Math.round(number * 1000) / 1000;
}

const lineLength = 96;

function lines(table: Uint8Array | Int8Array, shift: number): string[] {
  const text = Array.from(table, (entry) => digits.charAt(entry + shift)).join('');
  return text.match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? [];
}
