import type { Pattern } from './pattern.ts';

/** Shortest and longest match in bytes; the longest may be Infinity. */
export function lengths(pattern: Pattern): { min: number; max: number } {
  switch (pattern.kind) {
    case 'set':
      return { min: 1, max: 1 };
    case 'sequence': {
      const items = pattern.items.map(lengths);
      return { min: items.reduce((sum, { min }) => sum + min, 0), max: items.reduce((sum, { max }) => sum + max, 0) };
    }
    case 'choice': {
      const options = pattern.options.map(lengths);
      return { min: Math.min(...options.map(({ min }) => min)), max: Math.max(...options.map(({ max }) => max)) };
    }
    case 'repeat': {
      const { min, max } = lengths(pattern.item);
      return { min: min * pattern.min, max: max === 0 || pattern.max === 0 ? 0 : max * pattern.max };
    }
    case 'group':
      return lengths(pattern.item);
    default:
      return { min: 0, max: 0 };
  }
}

/** log2 of how many texts of the shortest length match: what a guesser must try, at least. */
export function capacityBits(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'set':
      return Math.log2(pattern.set.reduce((sum, flag) => sum + flag, 0));
    case 'sequence':
      return pattern.items.reduce((sum, item) => sum + capacityBits(item), 0);
    case 'choice':
      return Math.min(...pattern.options.map(capacityBits));
    case 'repeat':
      return pattern.min * capacityBits(pattern.item);
    case 'group':
      return capacityBits(pattern.item);
    default:
      return 0;
  }
}

/** The group of that name, wherever it stands in the pattern. */
export function findGroup(pattern: Pattern, name: string): Pattern | undefined {
  switch (pattern.kind) {
    case 'group':
      return pattern.name === name ? pattern.item : findGroup(pattern.item, name);
    case 'sequence':
      return firstDefined(pattern.items, name);
    case 'choice':
      return firstDefined(pattern.options, name);
    case 'repeat':
      return findGroup(pattern.item, name);
    default:
      return undefined;
  }
}

/** Names of all groups, each once, in order. */
export function groupNames(pattern: Pattern): string[] {
  switch (pattern.kind) {
    case 'group':
      return [...new Set([pattern.name, ...groupNames(pattern.item)])];
    case 'sequence':
    case 'choice':
      return [...new Set((pattern.kind === 'sequence' ? pattern.items : pattern.options).flatMap(groupNames))];
    case 'repeat':
      return groupNames(pattern.item);
    default:
      return [];
  }
}

function firstDefined(patterns: readonly Pattern[], name: string): Pattern | undefined {
  for (const pattern of patterns) {
    const found = findGroup(pattern, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
