import { z } from 'zod';

/** What is asked of the code that a change adds; `false` turns a part off. Declared at all, the rest stands as it is by default. */
export const Quality = z.strictObject({
  /** Cognitive complexity that a function may have. */
  complexity: z.union([z.literal(false), z.int().min(1).max(1000)]).default(15),
  /** Independent paths through a function. */
  paths: z.union([z.literal(false), z.int().min(1).max(1000)]).default(20),
  /** Tokens from which on a block that stands twice is told. */
  duplication: z.union([z.literal(false), z.int().min(40).max(10_000)]).default(100),
  deadExports: z.boolean().default(true),
  /** Percent of the changed lines that tests must run. Declared, a report of coverage is expected at merge. */
  coverage: z.union([z.literal(false), z.number().min(0).max(100)]).optional(),
});
export type Quality = z.infer<typeof Quality>;
