import { z } from 'zod';

/** Who can reach what runs from there: anybody, people and services of the organisation, nobody while it runs by the clock, whoever builds it in, developers. */
export const facings = ['internet', 'internal', 'batch', 'library', 'tool'] as const;
export const sensitiveData = ['personal', 'payment', 'health', 'credentials'] as const;

/** What a part of the project is exposed to, by its own word. */
export const Exposure = z.strictObject({
  /** A folder (`services/pay/`) or a glob, relative to the project's root: `*` within a name, `**` for any folders. */
  path: z.string().min(1).max(1024).refine(isGlob, 'a path below the project such as services/pay/ or apps/*/src/**'),
  facing: z.enum(facings),
  /** Whose secrets it handles. */
  data: z.array(z.enum(sensitiveData)).max(sensitiveData.length).default([]),
});
export type Exposure = z.infer<typeof Exposure>;

function isGlob(path: string): boolean {
  return !path.startsWith('/') && !path.includes('\\') && !path.split('/').includes('..');
}
