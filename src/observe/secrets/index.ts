/** Finds secrets in files. Rules stand in rules/, one file each; tools/build/secrets.ts compiles them and the kernel. */
export { analyzer } from './analyzer.ts';
export { fillExample } from './example.ts';
export { compileOwnRules, gitleaksExtends, gitleaksNames, testOwnRules } from './own/index.ts';
export type { ExampleResult, OwnRuleDoc, OwnRules, OwnTexts } from './own/index.ts';
export { openRedactor } from './redactor.ts';
export type { Redactor } from './redactor.ts';
export { openRevealer } from './reveal.ts';
export type { Revealed, Revealer } from './reveal.ts';
