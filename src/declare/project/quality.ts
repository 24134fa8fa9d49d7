import { z } from 'zod';

/** A whole number, or `false`. */
function limit(least: number, most: number) {
  const error = `a whole number from ${least} to ${most}, or false`;
  return z
    .union([z.literal(false), z.int()], { error })
    .refine((value) => value === false || (value >= least && value <= most), error);
}

const percentage = 'a percentage from 0 to 100, or false';

/** What is asked of the code that a change adds; `false` turns a part off. Declared at all, the rest stands as it is by default. */
export const Quality = z.strictObject({
  /** Cognitive complexity that a function may have. */
  complexity: limit(1, 1000).default(15),
  /** Independent paths through a function. */
  paths: limit(1, 1000).default(20),
  /** Tokens from which on a block that stands twice is told. */
  duplication: limit(40, 10_000).default(100),
  deadExports: z.boolean().default(true),
  /** Percent of the changed lines that tests must run. Declared, a report of coverage is expected at merge. */
  coverage: z
    .union([z.literal(false), z.number()], { error: percentage })
    .refine((value) => value === false || (value >= 0 && value <= 100), percentage)
    .optional(),
});
export type Quality = z.infer<typeof Quality>;
