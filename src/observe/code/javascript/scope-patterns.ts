import type { Node } from './hoist.ts';

interface Reading {
  visit(node: unknown): void;
  reads(name: string): void;
}

/** What a pattern that declares names reads: defaults and computed keys. */
export function walkPattern(walk: Reading, start: Node): void {
  const open: (Node | null)[] = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === null) continue;
    if (node.type === 'ObjectPattern') open.push(...(node['properties'] as Node[]));
    else if (node.type === 'ArrayPattern') open.push(...(node['elements'] as Node[]));
    else if (node.type === 'RestElement') open.push(node['argument'] as Node);
    else if (node.type === 'TSParameterProperty') open.push(node['parameter'] as Node);
    else if (node.type === 'Property') {
      if (node['computed'] === true) walk.visit(node['key']);
      open.push(node['value'] as Node);
    } else if (node.type === 'AssignmentPattern') {
      walk.visit(node['right']);
      open.push(node['left'] as Node);
    }
  }
}

/** What is read where something is assigned: objects of members, defaults, and with `+=` the name itself. */
export function walkTarget(walk: Reading, target: Node, isRead: boolean): void {
  if (target.type === 'Identifier') {
    if (isRead) walk.reads(target['name'] as string);
  } else if (target.type === 'ObjectPattern' || target.type === 'ArrayPattern') walkAssigned(walk, target);
  else walk.visit(target);
}

function walkAssigned(walk: Reading, start: Node): void {
  const open: (Node | null)[] = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === null || node.type === 'Identifier') continue;
    if (node.type === 'ObjectPattern') open.push(...(node['properties'] as Node[]));
    else if (node.type === 'ArrayPattern') open.push(...(node['elements'] as Node[]));
    else if (node.type === 'RestElement') open.push(node['argument'] as Node);
    else if (node.type === 'Property') {
      if (node['computed'] === true) walk.visit(node['key']);
      open.push(node['value'] as Node);
    } else if (node.type === 'AssignmentPattern') {
      walk.visit(node['right']);
      open.push(node['left'] as Node);
    } else walk.visit(node);
  }
}
