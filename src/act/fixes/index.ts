/**
 * The smallest fix: what must change so that a finding of a dependency is gone, and the edits of manifests and lockfiles that do it, with every
 * byte that need not change kept. Plans are pure over the inventory and what registries answer; nothing is installed, and nothing of the project runs.
 */
export { applyEdits } from './code/apply.ts';
export type { EditKnowledge, Ecosystem, FileEdit, Project } from './ecosystem.ts';
export { ecosystemOf, isCompanion } from './ecosystems.ts';
export { FixError } from './error.ts';
export type { FixErrorCode } from './error.ts';
export { isWithin } from './model.ts';
export type { Change, Distance, FixFinding, FixGroup, FixPlan, Graph, Solved, Unfixed } from './model.ts';
export type { Knowledge } from './plan/candidates.ts';
export { groupOf } from './plan/group.ts';
export { packageOf, planFixes } from './plan/plan.ts';
export { planUpdates } from './plan/updates.ts';
export type { UpdateGroup, UpdatePlan } from './plan/updates.ts';
export { changeInWords, commitMessage } from './words.ts';
