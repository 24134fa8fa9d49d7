import { mkdirSync, writeFileSync } from 'node:fs';
import type { BuildStep } from '../build.ts';
import { compileKernel } from '../bundle/assembly.ts';

/** The reader of git's packs (packs.wasm), which history scans run. */
export const step: BuildStep = {
  name: 'building the pack reader',
  order: 10,
  inputs: ['src/ground/git/kernel/*.ts', 'tools/bundle/assembly.ts'],
  outputs: ['dist/assets/packs.wasm'],
  async run() {
    mkdirSync('dist/assets', { recursive: true });
    writeFileSync('dist/assets/packs.wasm', await compileKernel('src/ground/git/kernel/index.ts'));
  },
};
