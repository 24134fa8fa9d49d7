import type { Argument, AssignmentExpression, CallExpression, Expression } from 'oxc-parser';
import { Op } from '../ir/ir.ts';
import type { Lowering } from './lowering.ts';
import { staticKey } from './patterns.ts';
import { exportsName } from './scope.ts';

/** Whether it is `exports` or `module.exports`, of the module itself. */
export function isModuleExports(l: Lowering, node: Expression): boolean {
  if (node.type === 'Identifier')
    return node.name === 'exports' && l.scope.find('exports') === undefined && hasExports(l);
  if (
    node.type !== 'MemberExpression' ||
    node.computed ||
    node.object.type !== 'Identifier' ||
    node.object.name !== 'module'
  )
    return false;
  return (
    node.property.type === 'Identifier' &&
    node.property.name === 'exports' &&
    l.scope.find('module') === undefined &&
    hasExports(l)
  );
}

const hasExports = (l: Lowering): boolean => l.scopes.top.names.has(exportsName);

/** `require('x')`, anywhere. */
export function lowerRequire(l: Lowering, node: CallExpression): number | undefined {
  const { callee, start, end } = node;
  if (callee.type !== 'Identifier' || callee.name !== 'require' || l.scope.find('require') !== undefined)
    return undefined;
  const [given] = node.arguments;
  const specifier = given === undefined || given.type === 'SpreadElement' ? undefined : staticKey(given, true);
  return specifier === undefined ? undefined : l.f.import(specifier, '*', l.f !== l.top, start, end);
}

/**
 * `exports.x = v`, `module.exports.x = v` and `module.exports = v`, which may stand in a row: exported, and kept in the object that
 * `module.exports` is.
 */
export function exportAssigned(l: Lowering, node: AssignmentExpression): number | undefined {
  const { left, start, end } = node;
  if (left.type !== 'MemberExpression' && left.type !== 'Identifier') return undefined;
  if (isModuleExports(l, left)) {
    const value = l.expression(node.right, 'exports');
    l.writeName(exportsName, value, start, end);
    // `exports = module.exports = {…}`: the inner one says it.
    if (!(node.right.type === 'AssignmentExpression' && isModuleExports(l, node.right.left as Expression)))
      l.f.export('=', value, start, end);
    return value;
  }
  if (left.type !== 'MemberExpression' || !isModuleExports(l, left.object)) return undefined;
  const name = staticKey(left.property, left.computed);
  if (name === undefined) return undefined;
  const value = l.expression(node.right, name);
  l.f.store(l.readName(exportsName, start, end), name, value, start, end);
  l.f.export(name, value, start, end);
  return value;
}

/** `Object.assign(module.exports, …)`, `Object.defineProperty(exports, 'x', …)`, `__exportStar(require('x'), exports)`. */
export function exportObject(l: Lowering, node: CallExpression): number | undefined {
  const { callee, arguments: args } = node;
  if (callee.type === 'Identifier') return callee.name === '__exportStar' ? exportStar(l, node) : undefined;
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return undefined;
  if (callee.property.name === '__exportStar') return exportStar(l, node);
  if (callee.object.type !== 'Identifier') return undefined;
  if (callee.object.name !== 'Object' || !isExportsArgument(l, args[0])) return undefined;
  if (callee.property.name === 'defineProperty') return defineExport(l, node);
  if (callee.property.name !== 'assign') return undefined;
  const { start, end } = node;
  const target = l.readName(exportsName, start, end);
  for (const given of args.slice(1)) {
    if (given.type === 'SpreadElement') continue;
    const value = l.expression(given);
    l.f.export('*', value, start, end);
  }
  return target;
}

function isExportsArgument(l: Lowering, argument: Argument | undefined): boolean {
  return argument !== undefined && argument.type !== 'SpreadElement' && isModuleExports(l, argument);
}

function exportStar(l: Lowering, node: CallExpression): number | undefined {
  const [given] = node.arguments;
  if (given?.type !== 'CallExpression') return undefined;
  const value = lowerRequire(l, given);
  if (value === undefined || l.f.opcode(value) !== Op.Import) return undefined;
  l.f.exportAll(l.f.textOf(l.f.operand(value, 1)), node.start, node.end);
  return value;
}

/** Compilers write re-exports as getters. */
function defineExport(l: Lowering, node: CallExpression): number | undefined {
  const [, key, described] = node.arguments;
  const { start, end } = node;
  if (key === undefined || key.type === 'SpreadElement' || described?.type !== 'ObjectExpression') return undefined;
  const name = staticKey(key, true);
  if (name === undefined) return undefined;
  for (const property of described.properties) {
    if (property.type !== 'Property') continue;
    const said = staticKey(property.key, property.computed);
    if (said !== 'value' && said !== 'get') continue;
    const given = l.expression(property.value, name);
    const value = said === 'get' ? l.f.call(given, -1, [], start, end) : given;
    l.f.export(name, value, start, end);
    return value;
  }
  return undefined;
}
