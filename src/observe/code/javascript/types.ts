import type { TSType, TSTypeAnnotation, TSTypeName } from 'oxc-parser';
import type { Scope } from './scope.ts';

const keywords: Readonly<Record<string, string>> = {
  TSStringKeyword: 'string',
  TSNumberKeyword: 'number',
  TSBooleanKeyword: 'boolean',
  TSBigIntKeyword: 'bigint',
};

/**
 * The name of a type, without its arguments: `string`, `Cart`. A name that is imported is written as a path: `express#Request` for
 * `Request` of `import { Request } from 'express'` and for `e.Request` of `import * as e`; `express#default.Request` of a default import.
 * Of unions the first that is no null, of promises what they are of. Undefined for what has no name.
 */
export function typeName(annotation: TSTypeAnnotation | null | undefined, scope: Scope): string | undefined {
  return annotation == null ? undefined : nameOf(annotation.typeAnnotation, scope);
}

export function nameOf(type: TSType, scope: Scope): string | undefined {
  let at = type;
  for (let level = 0; level < 8; level++) {
    if (at.type === 'TSTypeReference') {
      const name = referenceName(at.typeName, scope);
      const of = at.typeArguments?.params[0];
      if (of === undefined || name === undefined || !seen.has(name)) return name;
      at = of;
    } else if (at.type === 'TSUnionType' || at.type === 'TSIntersectionType') {
      const named = at.types.find(({ type: kind }) => kind !== 'TSNullKeyword' && kind !== 'TSUndefinedKeyword');
      if (named === undefined) return undefined;
      at = named;
    } else if (at.type === 'TSParenthesizedType') at = at.typeAnnotation;
    else if (at.type === 'TSTypeOperator' && at.operator === 'readonly') at = at.typeAnnotation;
    else return keywords[at.type];
  }
  return undefined;
}

/** What a value of these is as good as. */
const seen: ReadonlySet<string> = new Set([
  'Promise',
  'PromiseLike',
  'Awaited',
  'Readonly',
  'Partial',
  'Required',
  'NonNullable',
  'Ref',
]);

function referenceName(name: TSTypeName, scope: Scope): string | undefined {
  const parts: string[] = [];
  let at = name;
  while (at.type === 'TSQualifiedName') {
    parts.unshift(at.right.name);
    at = at.left;
  }
  if (at.type !== 'Identifier') return undefined;
  const from = scope.find(at.name)?.from;
  if (from === undefined) return [at.name, ...parts].join('.');
  const path = from.name === '*' ? parts : [from.name, ...parts];
  return path.length === 0 ? from.specifier : `${from.specifier}#${path.join('.')}`;
}
