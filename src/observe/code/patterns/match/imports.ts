import { dotted, K, type Node } from '../tree/node.ts';

/** What is imported, as its parts are called. */
export function moduleOf(node: Node): string | undefined {
  if (node.kind === K.string) return node.text.replace(/^node:/, '');
  return dotted(node);
}

/** Local name → what it is called where it comes from. */
export function addImport(aliases: Map<string, string>, node: Node): void {
  const module = moduleOf(node.kids[0]!);
  if (module === undefined) return;
  const [, imported, local] = node.kids as [Node, Node, Node];
  if (imported.kind === K.none) {
    if (local.kind === K.name) aliases.set(local.text, module.replaceAll('/', '.'));
    else if (node.kids[0]!.kind === K.member) aliases.set(module.slice(module.lastIndexOf('.') + 1), module);
    return;
  }
  if (local.kind !== K.name || imported.kind !== K.name) return;
  const isWhole = imported.text === '*' || imported.text === 'default';
  aliases.set(local.text, isWhole ? module : `${module}.${imported.text}`);
}

/** `const cp = require('child_process')`, `const {exec} = require('child_process')`. */
export function addRequire(aliases: Map<string, string>, node: Node): void {
  const [target, value] = node.kids as [Node, Node];
  const module = requiredBy(value);
  if (module === undefined) return;
  if (target.kind === K.name) aliases.set(target.text, module);
  else if (target.kind === K.dict)
    for (const pair of target.kids)
      if (pair.kind === K.pair && pair.kids[0]!.kind === K.name && pair.kids[1]!.kind === K.name)
        aliases.set(pair.kids[1]!.text, `${module}.${pair.kids[0]!.text}`);
}

function requiredBy(value: Node): string | undefined {
  if (value.kind === K.member && value.kids[1]!.kind === K.name) {
    const module = requiredBy(value.kids[0]!);
    return module === undefined ? undefined : `${module}.${value.kids[1]!.text}`;
  }
  if (value.kind !== K.call || value.kids[0]!.kind !== K.name || value.kids[0]!.text !== 'require') return undefined;
  const [only] = value.kids[1]!.kids;
  return only?.kind === K.string ? only.text.replace(/^node:/, '') : undefined;
}
