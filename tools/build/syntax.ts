import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { BuildStep } from '../build.ts';
import {
  grammarAsset,
  runtimeAsset,
  syntaxAssets,
  syntaxDigestAsset,
  syntaxLanguages,
  type SyntaxLanguage,
} from '../../src/ground/syntax/languages.ts';

const { resolve } = createRequire(import.meta.url);

/** The parser and the grammars of all languages that are parsed, and one digest of them. */
export const step: BuildStep = {
  name: 'copying the grammars of programming languages',
  order: 11,
  inputs: ['src/ground/syntax/languages.ts'],
  outputs: [...syntaxAssets, syntaxDigestAsset].map((name) => `dist/assets/${name}`),
  async run() {
    mkdirSync('dist/assets', { recursive: true });
    copyFileSync(resolve('web-tree-sitter/web-tree-sitter.wasm'), join('dist/assets', runtimeAsset));
    for (const language of syntaxLanguages)
      copyFileSync(sourceOf(language), join('dist/assets', grammarAsset(language)));
    const hash = createHash('sha256');
    for (const name of syntaxAssets)
      hash.update(`${name}\0`).update(
        createHash('sha256')
          .update(readFileSync(join('dist/assets', name)))
          .digest(),
      );
    writeFileSync(join('dist/assets', syntaxDigestAsset), `${hash.digest('hex')}\n`);
    await Promise.resolve();
  },
};

function sourceOf(language: SyntaxLanguage): string {
  if (language === 'kotlin') return resolve('@lumis-sh/wasm-kotlin/tree-sitter-kotlin.wasm');
  return resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${language}.wasm`);
}
