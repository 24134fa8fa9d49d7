import type { AnalyzerEntry } from '#observe/engine';

/** Not among the analyzers of every scan: asked when a dependency was found to be vulnerable. */
export const usageEntry: AnalyzerEntry = {
  id: 'usage',
  load: async () => (await import('#observe/usage')).usageAnalyzer,
};
