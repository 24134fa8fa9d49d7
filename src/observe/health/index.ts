/** Whether dependencies are looked after, are what they seem, and may be used: told offline from the files, and by registries when asked. */
export { healthChanges } from './changes.ts';
export type { HealthChange } from './changes.ts';
export { licenceHealth } from './licences.ts';
export { offlineHealth } from './offline.ts';
export { onlineRules, publishedHealth } from './published.ts';
export type { PublishedHealth, PublishedQuestion } from './published.ts';
export type { DeclaredPolicy } from './licences.ts';
export type { HealthLimits } from './judge.ts';
