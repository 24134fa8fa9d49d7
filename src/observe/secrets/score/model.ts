import { classCount, type NgramTables, symbolCount } from './ngrams.ts';
import { featureNames } from './features.ts';

/** What tools/train-secrets.ts learned. */
export interface Model extends NgramTables {
  /** Log-odds of a candidate without features. */
  readonly bias: number;
  /** By the order of `featureNames`. */
  readonly weights: Float64Array;
  /** What a feature of a candidate is worth on average: an explanation tells what differs from it. */
  readonly means: Float64Array;
  /** Percent from which on a value is taken for a secret, with that confidence. */
  readonly thresholds: { readonly likely: number; readonly possible: number };
  /** Bits a character of words that were not trained on. */
  readonly wordBits: number;
}

/** The model as its file has it. */
export interface ModelFile {
  readonly version: 1;
  readonly thresholds: Model['thresholds'];
  readonly wordBits: number;
  readonly bias: number;
  /** Feature → [weight, mean]. */
  readonly features: Readonly<Record<string, readonly [number, number]>>;
  /** Lines of a table, one character per entry: its place in `digits`. */
  readonly letters: readonly string[];
  readonly password: readonly string[];
  readonly token: readonly string[];
}

/** 64 characters, none of which JSON escapes. */
export const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

class ModelError extends Error {
  readonly code = 'not-a-model';
}

/** @throws ModelError when the bytes are no model for the features of this program. */
export function readModel(bytes: Uint8Array): Model {
  const file = parsed(bytes);
  const names = Object.keys(file.features);
  if (file.version !== 1 || names.join() !== featureNames.join())
    throw new ModelError(
      'the model of generic secrets has other features than this program: node tools/train-secrets.ts',
    );
  const pairs = Object.values(file.features);
  return {
    bias: file.bias,
    weights: Float64Array.from(pairs, ([weight]) => weight),
    means: Float64Array.from(pairs, ([, mean]) => mean),
    thresholds: file.thresholds,
    wordBits: file.wordBits,
    letters: filled(new Uint8Array(symbolCount ** 3), file.letters, 0),
    password: filled(new Int8Array(classCount ** 4), file.password, 32),
    token: filled(new Int8Array(classCount ** 4), file.token, 32),
  };
}

function parsed(bytes: Uint8Array): ModelFile {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as ModelFile; // the trainer wrote it; what is used of it is checked
  } catch (cause) {
    throw new ModelError('the model of generic secrets is damaged: build it again', { cause });
  }
}

/** Fills the table with each digit's place less `shift`. */
function filled<T extends Uint8Array | Int8Array>(table: T, lines: readonly string[], shift: number): T {
  const text = lines.join('');
  let isDamaged = text.length !== table.length;
  for (let at = 0; at < table.length; at += 1) {
    const place = placeOf[text.charCodeAt(at)] ?? none;
    if (place === none) isDamaged = true;
    table[at] = place - shift;
  }
  if (isDamaged) throw new ModelError('the model of generic secrets is damaged: build it again');
  return table;
}

const none = 255;
const placeOf = new Uint8Array(128).fill(none);
for (let place = 0; place < digits.length; place += 1) placeOf[digits.charCodeAt(place)] = place;
