import type { Plugin } from 'rolldown';
import { parseAst } from 'rolldown/parseAst';

/**
 * Asks Node for its modules where they are used, instead of importing them. `import { readFileSync } from 'node:fs'` makes
 * Node read every export of fs, and so load streams and more: 2 of the 25 ms that `node -e 0` takes. node:crypto takes 5 to
 * load, node:v8 (for Cedar alone) 2: a function of theirs is fetched at its first call.
 */
export const quickBuiltins: Plugin = {
  name: 'quick-builtins',
  renderChunk(code) {
    const imports = parseAst(code).body.filter((statement) => statement.type === 'ImportDeclaration');
    const builtins = imports.filter(({ source }) => source.value.startsWith('node:'));
    const lines = builtins.flatMap(({ source, specifiers }) =>
      specifiers.map((specifier) => {
        const name = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : undefined;
        return `const ${specifier.local.name} = ${fetching(source.value, name)};`;
      }),
    );
    let rest = code;
    for (const { start, end } of builtins.toReversed()) rest = rest.slice(0, start) + rest.slice(end);
    return { code: `${lines.join('\n')}\n${rest}`, map: null };
  },
};

/** Functions alone can be fetched at their first call: a class may be compared with before. */
const lateFunctions = /^(hash|createHash|createHmac|randomBytes|setFlagsFromString)$/;
const slowModules: ReadonlySet<string> = new Set(['node:crypto', 'node:v8']);

/** `name` undefined: the module itself. */
function fetching(module: string, name: string | undefined): string {
  const whole = `globalThis.process.getBuiltinModule('${module}')`;
  if (name === undefined) return whole;
  if (slowModules.has(module) && lateFunctions.test(name)) return `(...args) => ${whole}.${name}(...args)`;
  return `${whole}.${name}`;
}

function nameOf(imported: { readonly type: string; readonly name?: unknown; readonly value?: unknown }): string {
  return imported.type === 'Identifier' ? String(imported.name) : String(imported.value);
}

/** V8 keeps a text of Latin-1 in half the memory. No comments are left by now, so that each other character stands in a literal. */
export const inAscii: Plugin = {
  name: 'in-ascii',
  generateBundle(_, files) {
    for (const file of Object.values(files)) {
      if (file.type !== 'chunk') continue;
      file.code = file.code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    }
  },
};
