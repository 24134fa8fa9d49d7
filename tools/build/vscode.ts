import { rolldown } from 'rolldown';
import type { BuildStep } from '../build.ts';

const output = 'editors/vscode/dist/extension.cjs';

/** The extension in one file, so that it is packaged without a node_modules. */
export const step: BuildStep = {
  name: 'bundling the extension of VS Code',
  order: 60,
  inputs: ['editors/vscode/src/*.mts', 'editors/vscode/package.json'],
  outputs: [output],
  async run() {
    const build = await rolldown({
      input: 'editors/vscode/src/extension.mts',
      platform: 'node',
      external: ['vscode'],
      resolve: { conditionNames: ['node', 'require', 'default'] },
      checks: { pluginTimings: false },
    });
    try {
      await build.write({ file: output, format: 'cjs', exports: 'named', minify: true });
    } finally {
      await build.close();
    }
  },
};
