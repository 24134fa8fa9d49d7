// Generated from src/observe/code/rules by tools/generate/code-rules.ts: npm run generate.
export const ruleIds = [
] as const;
