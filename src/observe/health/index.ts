/** Whether dependencies are looked after, are what they seem, and may be used: told offline from the files, and by registries when asked. */
import type { publishedHealth as Published } from './published.ts';

export { healthChanges } from './changes.ts';
export type { HealthChange } from './changes.ts';
export { licenceHealth } from './licences.ts';
export { offlineHealth } from './offline.ts';
export { onlineRules } from './online-rules.ts';
export type { PublishedHealth, PublishedQuestion } from './published.ts';
export type { DeclaredPolicy } from './licences.ts';
export type { HealthLimits } from './judge.ts';

/** See published.ts, which with Node's HTTP is loaded for who asks registries. */
export const publishedHealth: typeof Published = async (...asked) =>
  (await import('./published.ts')).publishedHealth(...asked);
