import { mayListDependencies } from './paths.ts';
import { ruleIds } from './rules.generated.ts';

/** What the engine knows of the analyzer without loading its readers: a commit of other files does not wait for them. */
export const outline = {
  version: 1,
  // The readers, by digest: facts that others read are not believed.
  assets: ['dependencies.digest'],
  rules: ruleIds,
  concerns: mayListDependencies,
  presentOnly: true,
} as const;
