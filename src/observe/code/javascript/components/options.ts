import type { Expression, ObjectExpression, Program, Statement } from 'oxc-parser';
import { staticKey } from '../patterns.ts';

/** What a component of Vue's options declares: names that its template may read. */
export interface Options {
  readonly computed: ReadonlySet<string>;
  readonly methods: ReadonlySet<string>;
  readonly data: ReadonlySet<string>;
}

export function optionsIn(program: Program): Options {
  const options = objectOf(program);
  return {
    computed: new Set(namesOf(memberOf(options, 'computed'))),
    methods: new Set(namesOf(memberOf(options, 'methods'))),
    data: new Set(namesOf(returned(memberOf(options, 'data')))),
  };
}

/** Puts the last statement, a function, into the object that the module exports as the component. */
export function moveIntoOptions(program: Program, name: string): void {
  const last = program.body.at(-1);
  const options = objectOf(program);
  if (options === undefined || last?.type !== 'ExpressionStatement') return;
  const { start, end } = last;
  const key = { type: 'Identifier', name, start, end } as const;
  options.properties.push({
    type: 'Property',
    kind: 'init',
    key,
    value: last.expression,
    method: true,
    shorthand: false,
    computed: false,
    start,
    end,
  });
  program.body.pop();
}

/** The object, which may be given to `defineComponent` or the like. */
function objectOf({ body }: Program): ObjectExpression | undefined {
  const exported = body.find((one) => one.type === 'ExportDefaultDeclaration')?.declaration;
  let at = exported as Expression | undefined;
  while (at?.type === 'TSAsExpression' || at?.type === 'TSSatisfiesExpression') at = at.expression;
  if (at?.type === 'CallExpression') at = at.arguments.find((one) => one.type === 'ObjectExpression');
  return at?.type === 'ObjectExpression' ? at : undefined;
}

function memberOf(object: ObjectExpression | undefined, name: string): Expression | undefined {
  for (const one of object?.properties ?? []) {
    if (one.type === 'Property' && staticKey(one.key, one.computed) === name) return one.value;
  }
  return undefined;
}

function namesOf(object: Expression | undefined): string[] {
  if (object?.type !== 'ObjectExpression') return [];
  return object.properties.flatMap((one) => (one.type === 'Property' ? (staticKey(one.key, one.computed) ?? []) : []));
}

/** The object that a function returns at its end. */
function returned(made: Expression | undefined): Expression | undefined {
  if (made?.type !== 'FunctionExpression' && made?.type !== 'ArrowFunctionExpression') return made;
  const { body } = made;
  if (body === null || body.type !== 'BlockStatement') return body ?? undefined;
  const last = body.body.findLast(
    (one): one is Extract<Statement, { type: 'ReturnStatement' }> => one.type === 'ReturnStatement',
  );
  return last?.argument ?? undefined;
}
