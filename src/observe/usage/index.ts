/** Which packages, and which of their symbols, a project's code uses; and whether a vulnerable one is reachable from it. Pure. */
export { usageAnalyzer, usageFrom } from './analyzer.ts';
export type { Usage } from './analyzer.ts';
export type { UsageFacts } from './facts.ts';
export { openReachability } from './reach/judge.ts';
export type { ReachabilityContext } from './reach/judge.ts';
export { symbolsOf } from './reach/named-symbols.ts';
export type { AdvisoryWords } from './reach/named-symbols.ts';
export type { Reachability, ReachabilityQuestion, ReachabilityVerdict, SymbolsOfPackage } from './reach/question.ts';
