import { z } from 'zod';

/** A page of a list: `next` is an opaque cursor, null at the end. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** The members of a list's input that say which page. */
export const paging = {
  cursor: z.string().max(1024).optional(),
  limit: z.int().min(1).max(500).default(100),
};

/** Encodes where a page ended. Opaque to clients: they hand back what they got. */
export function encodeCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position), 'utf8').toString('base64url');
}

/** Decodes a cursor of `length` parts; undefined for one that was not made by `encodeCursor` for such a list. */
export function decodeCursor(cursor: string, length: number): (string | number)[] | undefined {
  try {
    const parsed = CursorParts.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return parsed.success && parsed.data.length === length ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

const CursorParts = z.array(z.union([z.string(), z.number()])).max(8);
