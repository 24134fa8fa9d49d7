import { z } from 'zod';

/** Where in the life of software a decision is taken: an attribute of a decision, never a silo. */
export const stages = ['commit', 'merge', 'build', 'deploy', 'run'] as const;
export const Stage = z.enum(stages);
export type Stage = z.infer<typeof Stage>;
