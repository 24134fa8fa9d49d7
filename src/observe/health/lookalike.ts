import { popularNames } from './popular-names.ts';

/** A name that could be mistaken for another one. */
export interface Lookalike {
  /** The popular name. */
  readonly model: string;
  /**
   * - `letters`: one letter more, less, another, or two of them swapped; `shapes`: letters that look alike (`l` and `1`, `rn` and `m`);
   * - `separators`: the same but for `-`, `_` and `.`; `words`: the same words in another order;
   * - `scope`: a scope or owner one letter beside a popular one, or a scope's name written into the name (`types-node`).
   */
  readonly how: 'letters' | 'shapes' | 'separators' | 'words' | 'scope';
}

/**
 * The popular name that somebody may have meant, or wants others to mean: undefined for names that are popular themselves, and for all that
 * are not close. Knows names alone: whether a package is old and used is its registry's to tell.
 */
export function lookalikeOf(type: string, name: string): Lookalike | undefined {
  const models = modelsOf(type);
  const written = name.toLowerCase();
  const given = type === 'golang' ? written.replace(/\/v\d+$/, '') : written;
  if (models === undefined || models.names.has(given) || given.length > longest) return undefined;
  return type === 'npm' ? scopedLookalike(given, models) : plainLookalike(given, models);
}

const longest = 200;
/** Shorter names are near to too many others to say anything. */
const shortest = 5;

interface Models {
  readonly names: ReadonlySet<string>;
  /** By length and first letter: what is one slip away begins alike, but for its first two letters swapped. */
  readonly alike: ReadonlyMap<string, readonly string[]>;
  readonly byLetters: ReadonlyMap<string, string>;
  readonly byShape: ReadonlyMap<string, string>;
  readonly byWords: ReadonlyMap<string, string>;
  readonly scopes: ReadonlySet<string>;
}

const built = new Map<string, Models>();

function modelsOf(type: string): Models | undefined {
  const text = Object.hasOwn(popularNames, type) ? popularNames[type] : undefined;
  if (text === undefined) return undefined;
  const known = built.get(type);
  if (known !== undefined) return known;
  const models = build(text.split(' '));
  built.set(type, models);
  return models;
}

/** For a handful of names most often: nothing is prepared that only pays for thousands. */
function build(names: readonly string[]): Models {
  const long = names.filter((name) => name.length >= shortest);
  const scopes = names.filter((name) => name.startsWith('@')).map((name) => name.slice(1, name.indexOf('/')));
  return {
    names: new Set(names),
    alike: Map.groupBy(long, (name) => kindOf(name.length, name[0])),
    byLetters: new Map(long.map((name) => [lettersOf(name), name])),
    byShape: new Map(long.map((name) => [shapeOf(name), name])),
    byWords: new Map(long.flatMap((name) => pairOf(wordsOf(name), name))),
    scopes: new Set(scopes),
  };
}

function kindOf(length: number, letter = ''): string {
  return `${length}${letter}`;
}

function* nearTo(name: string, { alike }: Models): Generator<string> {
  for (const length of [name.length + 1, name.length, name.length - 1]) yield* alike.get(kindOf(length, name[0])) ?? [];
  yield* alike.get(kindOf(name.length, name[1])) ?? [];
}

function plainLookalike(name: string, models: Models): Lookalike | undefined {
  const { byLetters, byShape, byWords } = models;
  if (name.length < shortest - 1) return undefined;
  const shape = byShape.get(shapeOf(name));
  if (shape !== undefined && lettersOf(shape) !== lettersOf(name)) return { model: shape, how: 'shapes' };
  const letters = byLetters.get(lettersOf(name));
  if (letters !== undefined) return { model: letters, how: 'separators' };
  const words = wordsOf(name);
  const swapped = words === undefined ? undefined : byWords.get(words);
  if (swapped !== undefined) return { model: swapped, how: 'words' };
  for (const model of nearTo(name, models)) if (isSlip(name, model)) return { model, how: 'letters' };
  return undefined;
}

/** npm's scopes belong to somebody: within one of one's own nobody is mistaken for another. */
function scopedLookalike(name: string, models: Models): Lookalike | undefined {
  const [, scope, own = ''] = /^@([^/]+)\/(.+)$/.exec(name) ?? [];
  if (scope === undefined) return writtenScope(name, models) ?? plainLookalike(name, models);
  if (models.scopes.has(scope)) return undefined;
  for (const known of models.scopes) {
    const model = `@${known}/${own}`;
    if (known.length >= shortest && isSlip(scope, known, shortest)) return { model, how: 'scope' };
    // `@types-node/x`, `@babel-core/x`: a popular package written as a scope.
    if (scope.startsWith(`${known}-`) && models.names.has(`@${known}/${scope.slice(known.length + 1)}`))
      return { model: `@${known}/${scope.slice(known.length + 1)}`, how: 'scope' };
  }
  return undefined;
}

/** `types-node`, `typesnode` for `@types/node`. Many scopes began as prefixes (`babel-core`): only those that never did. */
function writtenScope(name: string, { names }: Models): Lookalike | undefined {
  const [, rest] = /^types?[-_.](.+)$/.exec(name) ?? [];
  return rest !== undefined && names.has(`@types/${rest}`) ? { model: `@types/${rest}`, how: 'scope' } : undefined;
}

/**
 * Whether one name is the other with one slip of a hand (Damerau-Levenshtein distance 1). Numbers are no slips: `md4` is not `md5`, `vue3` not
 * `vue2`; nor are plurals, and other first letters: whoever wants to be mistaken leaves that one.
 */
function isSlip(name: string, model: string, least = shortest + 1): boolean {
  if (Math.abs(name.length - model.length) > 1 || name === model) return false;
  let start = 0;
  while (start < name.length && name[start] === model[start]) start += 1;
  let [end, modelEnd] = [name.length, model.length];
  while (end > start && modelEnd > start && name[end - 1] === model[modelEnd - 1]) {
    end -= 1;
    modelEnd -= 1;
  }
  const [there, here] = [name.slice(start, end), model.slice(start, modelEnd)];
  const isOne = there.length <= 1 && here.length <= 1;
  const isSwapped = there.length === 2 && here.length === 2 && there[0] === here[1] && there[1] === here[0];
  const changed = there + here;
  if (isSwapped) return !/[0-9._/-]/.test(changed);
  if (!isOne || model.length < least || start === 0 || /[0-9._/-]/.test(changed)) return false;
  const isPlural = there === 's' && /(?:^|[^s])s(?:$|[-_./@])/.test(name.slice(end - 2, end + 1));
  return !isPlural;
}

const hasSeparator = /[-_.]/;

function lettersOf(name: string): string {
  return hasSeparator.test(name) ? name.replaceAll(/[-_.]/g, '') : name;
}

function shapeOf(name: string): string {
  const letters = lettersOf(name);
  if (!/rn|vv|cl|[01i]/.test(letters)) return letters;
  return letters
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('cl', 'd')
    .replaceAll('0', 'o')
    .replaceAll(/[1i]/g, 'l');
}

/** The words in a fixed order; undefined for a single one. */
function wordsOf(name: string): string | undefined {
  if (!hasSeparator.test(name)) return undefined;
  const words = name.split(/[-_.]/).filter((word) => word !== '');
  return words.length < 2 || words.length > 6 ? undefined : words.sort().join('-');
}

function pairOf(words: string | undefined, name: string): (readonly [string, string])[] {
  return words === undefined ? [] : [[words, name]];
}
