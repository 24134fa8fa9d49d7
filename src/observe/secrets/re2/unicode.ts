import { categoryAliases, categoryNames, categoryRuns, foldRuns, scriptNames, scriptRuns } from './unicode-tables.ts';

/** Where simple case folding leads to from a code point that has others of its kind: around in a circle. */
export const foldOf: ReadonlyMap<number, number> = readFolds();

/**
 * The code points of a class such as `Lu`, `L`, `Greek` or `Any`, as Go looks it up: case, spaces, dashes and underscores do not
 * count. `foldable`: whether (?i) makes it larger. Undefined when Go knows none of that name.
 */
export function unicodeClass(
  name: string,
): { readonly pairs: readonly number[]; readonly foldable: boolean } | undefined {
  const key = canonical(name);
  if (key === 'Any') return { pairs: [0, 0x10ffff], foldable: true };
  if (key === 'Ascii') return { pairs: [0, 0x7f], foldable: true };
  if (key === 'Assigned')
    return { pairs: pairsOf(categoryRuns, (kind) => categoryNames[kind] !== 'Cn'), foldable: false };
  const category = key === 'Lc' ? 'LC' : isCategory(key) ? key : undefined;
  if (category !== undefined) return categoryClass(category);
  // Go 1.25 and later does not find its own names with underscores (Old_Italic); the versions before did.
  const script = scriptNames.includes(name) ? name : key;
  if (scriptNames.includes(script)) {
    const number = scriptNames.indexOf(script);
    return {
      pairs: pairsOf(scriptRuns, (kind) => kind === number),
      foldable: ['Common', 'Greek', 'Inherited'].includes(script),
    };
  }
  const alias = Object.keys(categoryAliases).find((each) => canonical(each) === key);
  return alias === undefined ? undefined : categoryClass(categoryAliases[alias]!);
}

function categoryClass(category: string): { readonly pairs: readonly number[]; readonly foldable: boolean } {
  const isOf = (name: string): boolean =>
    category === 'LC'
      ? ['Lu', 'Ll', 'Lt'].includes(name)
      : category.length === 1
        ? name.startsWith(category)
        : name === category;
  return {
    pairs: pairsOf(categoryRuns, (kind) => isOf(categoryNames[kind]!)),
    foldable: ['L', 'Ll', 'Lt', 'Lu', 'M', 'Mn'].includes(category),
  };
}

function isCategory(name: string): boolean {
  return categoryNames.includes(name) || (name.length === 1 && categoryNames.some((each) => each.startsWith(name)));
}

/** A capital first, then small letters, nothing between. */
function canonical(name: string): string {
  const letters = name.replace(/[_\- ]/g, '');
  return letters.slice(0, 1).replace(/[a-z]/, upper) + letters.slice(1).replace(/[A-Z]/g, lower);
}

function upper(letter: string): string {
  return letter.toUpperCase();
}

function lower(letter: string): string {
  return letter.toLowerCase();
}

/** Of the runs whose kind is wanted; -1 is no kind. */
function pairsOf(runs: string, isWanted: (kind: number) => boolean): number[] {
  const pairs: number[] = [];
  let at = 0;
  for (const run of runs.split(',')) {
    const [kind = '-', count = '1'] = run.split(':');
    const end = at + Number.parseInt(count, 36);
    if (kind !== '-' && isWanted(Number.parseInt(kind, 36))) {
      if (pairs.at(-1) === at - 1) pairs[pairs.length - 1] = end - 1;
      else pairs.push(at, end - 1);
    }
    at = end;
  }
  return pairs;
}

function readFolds(): Map<number, number> {
  const folds = new Map<number, number>();
  let first = 0;
  for (const run of foldRuns.split(',')) {
    const [distance, count, step, leads] = run.split(':').map((number) => Number.parseInt(number, 36)) as [
      number,
      number,
      number,
      number,
    ]; // conformance/re2 writes four
    first += distance;
    for (let index = 0; index < count; index += 1) folds.set(first + index * step, first + index * step + leads);
  }
  return folds;
}
