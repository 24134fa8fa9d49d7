import { concernsCode } from './paths.ts';
import { ruleIds } from './rules.generated.ts';

/** What the engine knows of the analyzer without loading its parsers: a commit without code does not wait for them. */
export const outline = {
  version: 1,
  // The parsers, front ends and models by digest: facts that others extracted are not believed, nor what was concluded with others.
  assets: ['code.digest', 'code-models.digest', 'code-patterns.json', 'code-rules.json', 'syntax.digest'],
  rules: ruleIds,
  concerns: concernsCode,
  presentOnly: true,
} as const;
