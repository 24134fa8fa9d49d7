// Generated from the rooms of src/observe by tools/generate/analyzers.ts: npm run generate.
import type { AnalyzerEntry } from '#observe/engine';
import { outline as code } from '../observe/code/outline.ts';
import { outline as dependencies } from '../observe/dependencies/outline.ts';

export const analyzers: readonly AnalyzerEntry[] = [
  { id: 'code', load: async () => (await import('#observe/code')).analyzer, outline: code },
  { id: 'dependencies', load: async () => (await import('#observe/dependencies')).analyzer, outline: dependencies },
  { id: 'secrets', load: async () => (await import('#observe/secrets')).analyzer },
];
