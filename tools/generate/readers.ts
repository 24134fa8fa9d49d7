import { globSync, readFileSync } from 'node:fs';
import type { Generator } from '../generate.ts';

/** The readers of dependency files: every readers/ECOSYSTEM/NAME.ts of src/ground/inventory that exports `reader`. */
export const generator: Generator = {
  output: 'src/ground/inventory/readers.generated.ts',
  generate() {
    const files = globSync('src/ground/inventory/readers/*/*.ts')
      .filter((file) => !file.endsWith('.test.ts') && exportsReader(file))
      .sort();
    const names = files.map((file) => nameOf(file));
    return [
      '// Generated from src/ground/inventory/readers by tools/generate/readers.ts: npm run generate.',
      "import type { DependencyReader } from './reader.ts';",
      ...files.map(
        (file, i) => `import { reader as ${names[i]} } from './${file.slice('src/ground/inventory/'.length)}';`,
      ),
      '',
      names.length === 0
        ? 'export const readers: readonly DependencyReader[] = [];'
        : `export const readers: readonly DependencyReader[] = [\n${names.map((name) => `  ${name},`).join('\n')}\n];`,
      '',
    ].join('\n');
  },
};

function exportsReader(file: string): boolean {
  return /^export const reader\b/m.test(readFileSync(file, 'utf8'));
}

/** `readers/npm/package-lock.ts` → `npmPackageLock`. */
function nameOf(file: string): string {
  const [ecosystem = '', name = ''] = file.split('/').slice(-2);
  return `${ecosystem}-${name.replace(/[.]ts$/, '')}`.replace(/-+([a-z0-9])/g, (_, letter: string) =>
    letter.toUpperCase(),
  );
}
