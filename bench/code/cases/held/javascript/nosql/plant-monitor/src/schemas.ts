import { z } from 'zod';

export const readingQuery = z.object({
  plant: z.string().min(1).max(40),
  since: z.coerce.date(),
  sensor: z.enum(['moisture', 'light']),
});

export type ReadingQuery = z.infer<typeof readingQuery>;
