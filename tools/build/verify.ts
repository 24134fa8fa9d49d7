import { readFileSync } from 'node:fs';
import { rolldown } from 'rolldown';
import type { BuildStep } from '../build.ts';

/** One file without dependencies: Node strips no types under node_modules, so the published command must be JavaScript. */
export const step: BuildStep = {
  name: 'building selvedge-verify',
  order: 30,
  inputs: ['packages/verify/src/**/*.ts', 'packages/verify/package.json'],
  outputs: ['packages/verify/dist/cli.mjs'],
  async run() {
    const { version } = JSON.parse(readFileSync('packages/verify/package.json', 'utf8')) as { version: string };
    const bundle = await rolldown({
      input: 'packages/verify/src/cli.ts',
      platform: 'node',
      transform: { target: 'node20', define: { SELVEDGE_VERIFY_VERSION: JSON.stringify(version) } },
    });
    await bundle.write({ file: 'packages/verify/dist/cli.mjs', format: 'esm', cleanDir: true });
    await bundle.close();
  },
};
