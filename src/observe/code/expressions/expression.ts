import type { Characters } from './characters.ts';

export type Dialect = 'javascript' | 'python';

/** What a regular expression is made of. Groups stand for what is in them. */
export type Expression =
  | { readonly is: 'set'; readonly set: Characters }
  | { readonly is: 'sequence'; readonly items: readonly Expression[] }
  | { readonly is: 'either'; readonly options: readonly Expression[] }
  | {
      readonly is: 'repeat';
      readonly item: Expression;
      readonly min: number;
      /** Infinity for no bound. */
      readonly max: number;
      readonly isLazy: boolean;
    }
  /** `last-line-end`: the end, or the line end that is the last character (Python's `$`). */
  | { readonly is: 'start' | 'end' | 'last-line-end' | 'boundary' | 'no-boundary' }
  /** `^` and `$` of lines, with what ends one. */
  | { readonly is: 'line-start' | 'line-end'; readonly ends: Characters }
  | { readonly is: 'look'; readonly item: Expression; readonly isAhead: boolean; readonly isNegative: boolean }
  /** What it matched is not tried otherwise. */
  | { readonly is: 'atomic'; readonly item: Expression }
  /** A group's text again, or what depends on whether a group has one. */
  | { readonly is: 'back' };

/** The text is no regular expression, or one of a kind that is not read. */
export class Unreadable extends Error {}

export const empty: Expression = { is: 'sequence', items: [] };

/** The least number of characters that it takes. */
export function leastLength(expression: Expression): number {
  switch (expression.is) {
    case 'set':
      return 1;
    case 'sequence':
      return expression.items.reduce((sum, item) => sum + leastLength(item), 0);
    case 'either':
      return Math.min(...expression.options.map(leastLength));
    case 'repeat':
      return expression.min === 0 ? 0 : expression.min * leastLength(expression.item);
    case 'atomic':
      return leastLength(expression.item);
    default:
      return 0;
  }
}

/** Whether some part of it is such. */
export function contains(expression: Expression, isSuch: (part: Expression) => boolean): boolean {
  if (isSuch(expression)) return true;
  switch (expression.is) {
    case 'sequence':
      return expression.items.some((item) => contains(item, isSuch));
    case 'either':
      return expression.options.some((option) => contains(option, isSuch));
    case 'repeat':
    case 'look':
    case 'atomic':
      return contains(expression.item, isSuch);
    default:
      return false;
  }
}

/** Whether it can only match where the text begins. */
export function isAnchored(expression: Expression): boolean {
  switch (expression.is) {
    case 'start':
      return true;
    case 'sequence':
      return expression.items.length > 0 && isAnchored(expression.items[0]!);
    case 'either':
      return expression.options.every(isAnchored);
    case 'atomic':
      return isAnchored(expression.item);
    case 'repeat':
      return expression.min > 0 && isAnchored(expression.item);
    default:
      return false;
  }
}
