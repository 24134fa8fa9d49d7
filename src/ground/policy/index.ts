/** Cedar: (policies, request) → answer. Pure; loads Cedar (4 MB of WebAssembly) at the first question, not before. */
export { lintPolicies } from './lint.ts';
export { isCedarLoaded } from './cedar.ts';
export { PolicyError } from './policy-error.ts';
export { preparePolicies } from './prepare.ts';
export type {
  EntityReference,
  PolicyAnswer,
  PolicyEntity,
  PolicyRequest,
  PolicySet,
  PolicyTable,
  PolicyValue,
} from './prepare.ts';
