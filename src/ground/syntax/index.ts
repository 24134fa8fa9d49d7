/** Texts of programming languages to trees. What is parsed is hostile: time, length and number of nodes are bounded. */
export { SyntaxFailure } from './failure.ts';
export type { SyntaxFailureCode } from './failure.ts';
export type { Grammar } from './grammar.ts';
export { grammarAsset, syntaxAssets, syntaxLanguages } from './languages.ts';
export type { SyntaxLanguage } from './languages.ts';
export { prepareSyntax } from './parsers.ts';
export type { ParseLimits, Parsers } from './parsers.ts';
export type { SyntaxProblem, SyntaxTree } from './tree.ts';
