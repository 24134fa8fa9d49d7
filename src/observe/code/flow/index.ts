/**
 * Whole-project dataflow over the one form of code: from where data comes in to where it must not arrive. To be read from the bottom up; no
 * folder imports (but types) from one further down this list:
 *
 *     compile · models    what is known of libraries
 *     values              what a value may be, and where it is kept
 *     pattern             what regular expressions let through
 *     functions           what is known of a function before it is looked at
 *     guards              what data is harmless for behind a test
 *     objects             members, instances, settings
 *     calls · builtins    what a call gives, takes along and reaches
 *     entries             who calls from outside: frameworks, imports, pages
 *     steps · judges      one instruction after the other; what is weak whatever flows
 *     solver              until nothing changes any more
 *     findings            ways from sources to sinks, for people
 */
export type { CompiledModel, CompiledRepair } from './compile/compiled.ts';
export { fileOf, locationOf, partOf } from './findings/places.ts';
export { Program } from './program.ts';
export type { Check, CodeResult, Flow, FlowRule, Place } from './findings/results.ts';
export type { Resolve } from './solver/solver.ts';
