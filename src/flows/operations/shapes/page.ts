import { decodeCursor, encodeCursor, OperationError } from '#ground/operations';

/** The parts of a cursor, all text; none when there is no cursor. Throws OperationError `invalid-input` for one of another list. */
export function cursorParts(cursor: string | undefined, length: number): (string | undefined)[] {
  if (cursor === undefined) return [];
  const parts = decodeCursor(cursor, length);
  if (parts === undefined || !parts.every((part) => typeof part === 'string')) throw badCursor();
  return parts;
}

export function badCursor(): OperationError {
  return new OperationError(
    'invalid-input',
    'this cursor is not one that this list gave',
    'Begin without a cursor, and hand back `next` as it came.',
    { issues: [{ path: 'cursor', message: 'not a cursor of this list' }] },
  );
}

/** A page of at most `limit` from up to `limit + 1` items; `position` is where an item stands. */
export function toPage<Item>(
  items: readonly Item[],
  limit: number,
  position: (item: Item) => readonly (string | number)[],
): { items: Item[]; next: string | null } {
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return { items: page, next: items.length > limit && last !== undefined ? encodeCursor(position(last)) : null };
}
