// Generated from src/observe/dependencies/rules by tools/generate/dependency-rules.ts: npm run generate.
export const ruleIds = [
  'dependencies/broken-lockfile',
  'dependencies/end-of-life',
  'dependencies/known-vulnerability',
  'dependencies/malicious-package',
  'dependencies/manifest-disagrees',
  'dependencies/unmaintained-package',
  'dependencies/unpinned-reference',
  'dependencies/unsound-package',
] as const;
