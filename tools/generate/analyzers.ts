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
      ...rooms.filter(hasOutline).map((room) => `import { outline as ${room} } from '../observe/${room}/outline.ts';`),
      '',
      'export const analyzers: readonly AnalyzerEntry[] = [',
      ...rooms.map(
        (room) =>
          `  { id: '${room}', load: async () => (await import('#observe/${room}')).analyzer${hasOutline(room) ? `, outline: ${room}` : ''} },`,
      ),
      '];',
      '',
    ].join('\n');
  },
};

/** An outline.ts beside the door is imported by itself, so that the door need not be opened. */
function hasOutline(room: string): boolean {
  return existsSync(`src/observe/${room}/outline.ts`);
}

function isAnalyzer(room: string): boolean {
  const door = `src/observe/${room}/index.ts`;
  return existsSync(door) && /^export \{[^}]*\banalyzer\b[^}]*\} from/m.test(readFileSync(door, 'utf8'));
}
