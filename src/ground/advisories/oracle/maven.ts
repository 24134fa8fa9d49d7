import { comparator } from './comparators.ts';

/**
 * Maven's version order as the POM reference tells it (“Version Order Specification”), as nested lists like Maven's ComparableVersion: every
 * hyphen, and every change between digits and letters, begins a list in the list.
 */
type Item =
  | { readonly kind: 'number'; readonly value: bigint }
  | { readonly kind: 'word'; readonly value: string }
  | { readonly kind: 'both'; readonly value: string; readonly number: bigint }
  | { readonly kind: 'list'; readonly items: Item[] };

const qualifiers = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];

function parse(text: string): Item | undefined {
  if (text === '' || /\s/.test(text)) return undefined;
  const version = text.toLowerCase();
  const root: Item = { kind: 'list', items: [] };
  const lists = [root];
  let list = root.items;
  let start = 0;
  let digits = false;
  let both = false;
  const open = (): void => {
    if (list.length === 0) return;
    const inner: Item = { kind: 'list', items: [] };
    list.push(inner);
    list = inner.items;
    lists.push(inner);
  };
  const take = (end: number): void => {
    list.push(itemOf(version.slice(start, end), digits, both));
  };
  for (let index = 0; index < version.length; index++) {
    const character = version[index] as string;
    if (character === '.') {
      if (index === start) list.push({ kind: 'number', value: 0n });
      else take(index);
      both = false;
      start = index + 1;
    } else if (character === '-') {
      if (index === start) list.push({ kind: 'number', value: 0n });
      else {
        if (!digits && /\d/.test(version[index + 1] ?? '')) {
          both = true;
          continue;
        }
        take(index);
      }
      start = index + 1;
      open();
      both = false;
    } else if (/\d/.test(character)) {
      if (!digits && index > start) {
        both = true;
        open();
      }
      digits = true;
    } else {
      if (digits && index > start) {
        take(index);
        start = index;
        open();
        both = false;
      }
      digits = false;
    }
  }
  if (version.length > start) {
    if (!digits && list.length > 0) open();
    take(version.length);
  }
  while (lists.length > 0) normalise((lists.pop() as { items: Item[] }).items);
  return root;
}

const releases = ['ga', 'final', 'release'];
const shorthands = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
]);

function itemOf(text: string, digits: boolean, both: boolean): Item {
  if (both) {
    const plain = text.replaceAll('-', '');
    const split = plain.search(/\d/);
    const word = plain.slice(0, split);
    return { kind: 'both', value: wordOf(shorthands.get(word) ?? word), number: BigInt(plain.slice(split)) };
  }
  return digits ? { kind: 'number', value: BigInt(text) } : { kind: 'word', value: wordOf(text) };
}

function wordOf(text: string): string {
  if (releases.includes(text)) return '';
  return text === 'cr' ? 'rc' : text;
}

function isNull(item: Item): boolean {
  if (item.kind === 'number') return item.value === 0n;
  if (item.kind === 'word') return item.value === '';
  return item.kind === 'list' && item.items.length === 0;
}

/** Zeros and the like go from the end of a list, and from before a word or a list that begins with one. */
function normalise(items: Item[]): void {
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index] as Item;
    if (!isNull(item)) continue;
    const next = items[index + 1];
    const inner = next?.kind === 'list' ? next.items[0] : undefined;
    if (next === undefined || next.kind === 'word' || inner?.kind === 'word' || inner?.kind === 'both')
      items.splice(index, 1);
  }
}

function rank(word: string): string {
  const index = qualifiers.indexOf(word);
  return index === -1 ? `${qualifiers.length}-${word}` : String(index);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `b` undefined: to nothing at all. */
function compareItems(a: Item, b: Item | undefined): number {
  if (b === undefined) {
    if (a.kind === 'number') return a.value === 0n ? 0 : 1;
    // “1-rc1 < 1, 1-ga1 > 1”.
    if (a.kind === 'both' && a.value === '') return 1;
    if (a.kind !== 'list') return compareText(rank(a.value), rank(''));
    for (const item of a.items) {
      const result = compareItems(item, undefined);
      if (result !== 0) return result;
    }
    return 0;
  }
  const kinds = ['word', 'both', 'list', 'number'];
  if (a.kind === 'list' && b.kind === 'list') {
    for (let index = 0; index < Math.max(a.items.length, b.items.length); index++) {
      const [x, y] = [a.items[index], b.items[index]];
      const result = x === undefined ? -compareItems(y as Item, undefined) : compareItems(x, y);
      if (result !== 0) return result;
    }
    return 0;
  }
  if (a.kind === 'number' && b.kind === 'number') return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
  if ((a.kind === 'word' || a.kind === 'both') && (b.kind === 'word' || b.kind === 'both')) {
    const result = compareText(rank(a.value), rank(b.value));
    if (result !== 0) return result;
    const [x, y] = [a.kind === 'both' ? a.number : -1n, b.kind === 'both' ? b.number : -1n];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  return kinds.indexOf(a.kind) - kinds.indexOf(b.kind);
}

export const maven = comparator(parse, compareItems);
