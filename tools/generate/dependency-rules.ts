import { globSync } from 'node:fs';
import { basename } from 'node:path';
import type { Generator } from '../generate.ts';

/** The ids of the rules about dependencies, from their files. */
export const generator: Generator = {
  output: 'src/observe/dependencies/rules.generated.ts',
  generate() {
    const ids = globSync('src/observe/dependencies/rules/*.yaml')
      .map((file) => `dependencies/${basename(file, '.yaml')}`)
      .sort();
    return [
      '// Generated from src/observe/dependencies/rules by tools/generate/dependency-rules.ts: npm run generate.',
      'export const ruleIds = [',
      ...ids.map((id) => `  '${id}',`),
      '] as const;',
      '',
    ].join('\n');
  },
};
