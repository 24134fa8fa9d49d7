import type { Plugin } from 'rolldown';
import { parseAst } from 'rolldown/parseAst';

/**
 * Says of each `const X = z.…()` at a module's top that it may be dropped when nobody uses X. No bundler sees that by
 * itself: it is a call, and a chain of calls.
 */
export const schemasWithoutEffect: Plugin = {
  name: 'schemas-without-effect',
  transform: {
    filter: { id: /\/src\/.*\.ts$/, code: /from 'zod'/ },
    handler(code) {
      const schemas = constantsMadeByCalls(code).filter(({ maker }) => maker === 'z' || maker === 'prefixed');
      let pure = code;
      for (const { start, end } of schemas.toReversed()) {
        pure = `${pure.slice(0, start)}/* @__PURE__ */ (() => ${pure.slice(start, end)})()${pure.slice(end)}`;
      }
      return { code: pure, map: null };
    },
  },
};

/** Where the values of a module's constants stand that are made by a call, and the name that the call begins with. */
function constantsMadeByCalls(code: string): { start: number; end: number; maker: string | undefined }[] {
  return parseAst(code, { lang: 'ts' }).body.flatMap((statement) => {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type !== 'VariableDeclaration' || declared.kind !== 'const') return [];
    return declared.declarations.flatMap(({ init }) =>
      init?.type === 'CallExpression' ? [{ start: init.start, end: init.end, maker: leftmostName(init) }] : [],
    );
  });
}

interface Expression {
  readonly type: string;
  readonly callee?: unknown;
  readonly object?: unknown;
  readonly name?: unknown;
}

function leftmostName({ type, callee, object, name }: Expression): string | undefined {
  if (type === 'Identifier') return String(name);
  if (type === 'CallExpression') return leftmostName(callee as Expression); // every node of the tree has a type
  return type === 'MemberExpression' ? leftmostName(object as Expression) : undefined;
}
