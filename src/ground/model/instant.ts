import { z } from 'zod';

/** A moment in UTC as RFC 3339 has it, to the millisecond: `2026-11-22T10:32:00.000Z`. */
export const Instant = z.iso.datetime({ precision: 3 }).brand<'Instant'>();
export type Instant = z.infer<typeof Instant>;
