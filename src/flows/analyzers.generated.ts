// Generated from the rooms of src/observe by tools/generate/analyzers.ts: npm run generate.
import type { AnalyzerEntry } from '#observe/engine';

export const analyzers: readonly AnalyzerEntry[] = [
  { id: 'secrets', load: async () => (await import('#observe/secrets')).analyzer },
];
