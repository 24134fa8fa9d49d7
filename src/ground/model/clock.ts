import type { Instant } from './instant.ts';

/** Where the time comes from; tests hand in their own. */
export type Clock = () => Instant;

export const now: Clock = () => new Date().toISOString() as Instant; // toISOString() is this format
