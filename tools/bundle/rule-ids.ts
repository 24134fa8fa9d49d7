import { globSync } from 'node:fs';
import { basename } from 'node:path';
import type { Generator } from '../generate.ts';

/** Writes the ids of a room's rules, from their files; `by` is the generator's own file. */
export function ruleIds(room: string, by: string): Generator {
  const folder = `src/observe/${room}/rules`;
  return {
    output: `${folder}.generated.ts`,
    generate() {
      const ids = globSync(`${folder}/*.yaml`)
        .map((file) => `${room}/${basename(file, '.yaml')}`)
        .sort();
      return [
        `// Generated from ${folder} by tools/generate/${by}: npm run generate.`,
        'export const ruleIds = [',
        ...ids.map((id) => `  '${id}',`),
        '] as const;',
        '',
      ].join('\n');
    },
  };
}
