import { globSync } from 'node:fs';
import { basename } from 'node:path';
import type { Generator } from '../generate.ts';

/** The ids of the rules about code, from their files. */
export const generator: Generator = {
  output: 'src/observe/code/rules.generated.ts',
  generate() {
    const ids = globSync('src/observe/code/rules/*.yaml')
      .map((file) => `code/${basename(file, '.yaml')}`)
      .sort();
    return [
      '// Generated from src/observe/code/rules by tools/generate/code-rules.ts: npm run generate.',
      'export const ruleIds = [',
      ...ids.map((id) => `  '${id}',`),
      '] as const;',
      '',
    ].join('\n');
  },
};
