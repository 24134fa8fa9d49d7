/** Whole-project dataflow over the one form of code: from where data comes in to where it must not arrive. */
export type { CompiledModel, CompiledRepair } from './compile/compiled.ts';
export { fileOf, locationOf, partOf } from './places.ts';
export { Program } from './program.ts';
export type { Check, CodeResult, Flow, FlowRule, Place } from './results.ts';
export type { Resolve } from './solver.ts';
