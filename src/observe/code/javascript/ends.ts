import type { CallExpression, Expression } from 'oxc-parser';
import type { Lowering } from './lowering.ts';

/** Functions of frameworks that throw what they are there for: what stands behind them is not come to. */
const ending: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['next/navigation', new Set(['redirect', 'permanentRedirect', 'notFound', 'forbidden', 'unauthorized'])],
  ['@sveltejs/kit', new Set(['redirect', 'error'])],
]);

/** Functions that throw unless what they are given is as it should be. */
const testing = /^(?:assert|ok|invariant|check|ensure|validate|verify|require[A-Z]|must|guard|throwIf|throwUnless)/;

/** An expression that stands for itself. What a call that came to its end, or that never does, says of what comes behind it. */
export function lowerExpressionStatement(l: Lowering, expression: Expression): void {
  const value = l.expression(expression);
  const call = expression.type === 'AwaitExpression' ? expression.argument : expression;
  if (call.type !== 'CallExpression') return;
  if (ends(l, call)) l.f.throw(value, call.start, call.end);
  else if (testing.test(calledName(call))) l.f.control.completed(value);
}

function calledName({ callee }: CallExpression): string {
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
}

function ends(l: Lowering, { callee }: CallExpression): boolean {
  if (callee.type !== 'Identifier') return false;
  const binding = l.scopes.top.names.get(callee.name);
  return binding?.kind === 'import' && ending.get(binding.from?.specifier ?? '')?.has(callee.name) === true;
}
