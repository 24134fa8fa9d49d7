/** Weaknesses in code: dataflow over JavaScript, TypeScript and Python, patterns for more languages. Pure. */
export { analyzer } from './analyzer.ts';
export { compileOwnModels } from './own.ts';
export { compileOwnPatterns } from './patterns/own.ts';
export { testRuleFiles } from './patterns/test-rules.ts';
export type { RuleTest, RulesVerdict, RuleVerdict } from './patterns/test-rules.ts';
