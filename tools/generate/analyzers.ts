import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Generator } from '../generate.ts';

/** The analyzers by name: every room of src/observe whose index.ts exports `analyzer`. */
export const generator: Generator = {
  output: 'src/flows/analyzers.generated.ts',
  generate() {
    const rooms = readdirSync('src/observe').sort().filter(isAnalyzer);
    return [
      '// Generated from the rooms of src/observe by tools/generate/analyzers.ts: npm run generate.',
      "import type { AnalyzerEntry } from '#observe/engine';",
      '',
      'export const analyzers: readonly AnalyzerEntry[] = [',
      ...rooms.map((room) => `  { id: '${room}', load: async () => (await import('#observe/${room}')).analyzer },`),
      '];',
      '',
    ].join('\n');
  },
};

function isAnalyzer(room: string): boolean {
  const door = `src/observe/${room}/index.ts`;
  return existsSync(door) && /^export \{[^}]*\banalyzer\b[^}]*\} from/m.test(readFileSync(door, 'utf8'));
}
