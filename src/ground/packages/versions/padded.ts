/**
 * The code of a list that is compared item by item, where a list that ends is followed by zeros for ever: a zero inside a list says nothing
 * by itself, and ranks by what comes after it. `sign` tells where an item stands to zero; `code` begins with a character between `\u0010`
 * and `\u0fff` that ranks its kind, below or above `ZERO_THEN_LESS` … `ZERO_THEN_MORE` as the sign says.
 */
export function paddedCode(items: readonly { readonly sign: -1 | 0 | 1; readonly code: string }[]): string {
  let last = items.length;
  while (last > 0 && items[last - 1]?.sign === 0) last--;
  const codes: string[] = [END];
  let rest = 0;
  for (let index = last - 1; index >= 0; index--) {
    const { sign, code } = items[index]!;
    if (sign === 0) codes.push(rest < 0 ? ZERO_THEN_LESS : ZERO_THEN_MORE);
    else {
      codes.push(code);
      rest = sign;
    }
  }
  return codes.reverse().join('');
}

/** Kinds of items, in order. */
export const LESS = '\u0010';
const ZERO_THEN_LESS = '\u0400';
const END = '\u0500';
const ZERO_THEN_MORE = '\u0600';
export const MORE = '\u0700';
export const MOST = '\u0f00';
