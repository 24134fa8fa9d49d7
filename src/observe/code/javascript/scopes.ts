import type { Program } from 'oxc-parser';
import { hoist, moduleName, namesIn, type Node } from './hoist.ts';
import { inside } from './scope-children.ts';
import { walkPattern, walkTarget } from './scope-patterns.ts';
import { type Binding, declare, exportsName, Scope, type Scopes } from './scope.ts';

/** Finds what each name of a program means. Deep on the right of what nests alone: chains to the left are walked in a loop. */
export function findScopes(program: Program): Scopes {
  const walk = new ScopeWalk();
  // The walk goes by names of properties, for which the types of nodes have no common form.
  walk.program(program as unknown as Node);
  return { top: walk.top, of: walk.of };
}

const none: readonly string[] = [];

/** What browsers and Node have under these names does something when it is assigned to, or is an object of theirs. */
const hosts =
  /^(?:on[a-z]+|location|name|status|document|window|self|top|parent|opener|globalThis|global|process|module|exports|require|console|history)$/;

class ScopeWalk {
  readonly top = new Scope(undefined, true);
  readonly of = new Map<object, Scope>();
  #scope = this.top;

  program(program: Node): void {
    hoist(program['body'] as readonly Node[], this.top, this.top);
    this.#all(program['body']);
  }

  #all(nodes: unknown): void {
    const list = nodes as readonly (Node | null)[];
    for (let at = 0; at < list.length; at++) {
      const node = list[at];
      if (node != null) this.#visit(node);
    }
  }

  #maybe(node: unknown): void {
    if (node != null) this.#visit(node as Node);
  }

  #visit(start: Node): void {
    for (let node: Node | null = start; node !== null;) {
      const special = specials[node.type];
      if (special !== undefined) return special(this, node);
      const keys: readonly string[] = inside[node.type] ?? none;
      let next: Node | null = null;
      for (let at = 0; at < keys.length; at++) {
        const child = node[keys[at]!];
        if (child == null) continue;
        if (Array.isArray(child)) this.#all(child);
        else if (at === keys.length - 1) next = child as Node;
        else this.#visit(child as Node);
      }
      node = next;
    }
  }

  // What the tables below call.

  visit(node: unknown): void {
    this.#maybe(node);
  }

  all(nodes: unknown): void {
    this.#all(nodes);
  }

  reads(name: string): void {
    const binding = this.#scope.find(name);
    if (binding === undefined) return;
    binding.read = true;
    if (binding.scope.function !== this.#scope.function) binding.captured = true;
  }

  /** Something is assigned to a name, or to what a pattern names. */
  assigns(pattern: Node, end: number): void {
    for (const name of namesIn(pattern)) {
      const binding = this.#scope.find(name) ?? this.#implicit(name);
      if (binding === undefined) continue;
      binding.assignments++;
      if (binding.scope.function === this.#scope.function) binding.lastAssigned = Math.max(binding.lastAssigned, end);
      else {
        binding.captured = true;
        binding.assignedInside = true;
      }
    }
  }

  /** What is assigned to and nowhere declared is a variable of the whole program; functions that came before may read it. */
  #implicit(name: string): Binding | undefined {
    if (hosts.test(name)) return undefined;
    const binding = declare(this.top, name, 'variable', 1);
    binding.read = true;
    binding.captured = true;
    binding.assignedInside = true;
    return binding;
  }

  exportsAssigned(end: number): void {
    const binding = this.exports();
    if (binding === undefined) return;
    binding.assignments++;
    binding.lastAssigned = Math.max(binding.lastAssigned, end);
    if (this.#scope.function !== this.top) {
      binding.captured = true;
      binding.assignedInside = true;
    }
  }

  /** What `exports` and `module.exports` mean here; undefined where the code declares such a name itself. */
  exports(): Binding | undefined {
    if (this.#scope.find('exports') !== undefined || this.#scope.find('module') !== undefined) return undefined;
    const binding = declare(this.top, exportsName, 'variable', 1);
    binding.read = true;
    if (this.#scope.function !== this.top) binding.captured = true;
    return binding;
  }

  isFree(name: string): boolean {
    return this.#scope.find(name) === undefined;
  }

  inside(owner: Node, isFunction: boolean, body: (scope: Scope) => void): void {
    const scope = new Scope(this.#scope, isFunction);
    this.#scope = scope;
    body(scope);
    if (isFunction || scope.names.size > 0) this.of.set(owner, scope);
    this.#scope = scope.parent!;
  }

  hoist(statements: unknown, scope: Scope): void {
    hoist(statements as readonly Node[], scope, scope.function);
  }
}

/** A function's parameters and body, in one scope. */
function walkFunction(walk: ScopeWalk, node: Node): void {
  const params = node['params'] as readonly Node[];
  const body = node['body'] as Node | null;
  // Decorators of parameters belong to what is around the function.
  for (const param of params) if (param['decorators'] !== undefined) walk.all(param['decorators']);
  walk.inside(node, true, (scope) => {
    const id = node['id'] as Node | null;
    if (node.type === 'FunctionExpression' && id !== null) declare(scope, id['name'] as string, 'function', 1);
    for (const param of params) for (const name of namesIn(param)) declare(scope, name, 'variable', 1);
    for (const param of params) walkPattern(walk, param);
    if (body === null) return;
    if (body.type !== 'BlockStatement') return walk.visit(body);
    walk.hoist(body['body'], scope);
    walk.all(body['body']);
  });
}

function walkClass(walk: ScopeWalk, node: Node): void {
  walk.all(node['decorators']);
  walk.visit(node['superClass']);
  const id = node['id'] as Node | null;
  walk.inside(node, false, (scope) => {
    if (node.type === 'ClassExpression' && id !== null) declare(scope, id['name'] as string, 'variable', 1);
    for (const member of (node['body'] as Node)['body'] as readonly Node[]) {
      if (member['decorators'] !== undefined) walk.all(member['decorators']);
      if (member['computed'] === true) walk.visit(member['key']);
      if (member.type === 'MethodDefinition' || member.type === 'TSAbstractMethodDefinition')
        walk.visit(member['value']);
      else if (member.type === 'StaticBlock') walkBody(walk, member, member['body']);
      else if (member['value'] != null) walk.inside(member, true, () => walk.visit(member['value']));
    }
  });
}

function walkBody(walk: ScopeWalk, owner: Node, body: unknown): void {
  walk.inside(owner, true, (scope) => {
    walk.hoist(body, scope);
    walk.all(body);
  });
}

function walkBlock(walk: ScopeWalk, node: Node): void {
  walk.inside(node, false, (scope) => {
    walk.hoist(node['body'], scope);
    walk.all(node['body']);
  });
}

function walkFor(walk: ScopeWalk, node: Node): void {
  walk.inside(node, false, (scope) => {
    for (const key of ['init', 'left']) {
      const head = node[key] as Node | null | undefined;
      if (head == null) continue;
      if (head.type === 'VariableDeclaration') {
        if (head['kind'] !== 'var')
          for (const one of head['declarations'] as readonly Node[])
            for (const name of namesIn(one['id'] as Node)) declare(scope, name, 'variable', 0);
        walk.visit(head);
      } else {
        if (key === 'left') walk.assigns(head, node.end);
        walkTarget(walk, head, false);
      }
    }
    for (const key of ['test', 'update', 'right', 'body']) walk.visit(node[key]);
  });
}

/** Whether it is `module.exports` or `exports`. */
function isExports(node: Node): boolean {
  if (node.type === 'Identifier') return node['name'] === 'exports';
  if (node.type !== 'MemberExpression' || node['computed'] === true) return false;
  const object = node['object'] as Node;
  return (
    object.type === 'Identifier' && object['name'] === 'module' && (node['property'] as Node)['name'] === 'exports'
  );
}

type Special = (walk: ScopeWalk, node: Node) => void;

const specials: Readonly<Record<string, Special>> = Object.assign(Object.create(null) as Record<string, Special>, {
  Identifier: (walk, node) => {
    if (node['name'] === 'exports') walk.exports();
    walk.reads(node['name'] as string);
  },
  JSXIdentifier: (walk, node) => walk.reads(node['name'] as string),
  FunctionDeclaration: walkFunction,
  FunctionExpression: walkFunction,
  ArrowFunctionExpression: walkFunction,
  ClassDeclaration: walkClass,
  ClassExpression: walkClass,
  BlockStatement: walkBlock,
  ForStatement: walkFor,
  ForInStatement: walkFor,
  ForOfStatement: walkFor,
  MemberExpression: (walk, start) => {
    let node = start;
    for (;;) {
      if (isExports(node)) {
        walk.exports();
        if (walk.isFree('module')) return;
      }
      if (node['computed'] === true) walk.visit(node['property']);
      const object = node['object'] as Node;
      if (object.type !== 'MemberExpression') return walk.visit(object);
      node = object;
    }
  },
  SwitchStatement: (walk, node) => {
    walk.visit(node['discriminant']);
    walk.inside(node, false, (scope) => {
      for (const one of node['cases'] as readonly Node[]) walk.hoist(one['consequent'], scope);
      for (const one of node['cases'] as readonly Node[]) {
        walk.visit(one['test']);
        walk.all(one['consequent']);
      }
    });
  },
  CatchClause: (walk, node) => {
    walk.inside(node, false, (scope) => {
      const param = node['param'] as Node | null;
      if (param !== null) {
        for (const name of namesIn(param)) declare(scope, name, 'variable', 1);
        walkPattern(walk, param);
      }
      walk.visit(node['body']);
    });
  },
  VariableDeclarator: (walk, node) => {
    const id = node['id'] as Node;
    walk.assigns(id, node.end);
    if (id.type !== 'Identifier') walkPattern(walk, id);
    walk.visit(node['init']);
  },
  AssignmentExpression: (walk, node) => {
    const left = node['left'] as Node;
    walk.assigns(left, node.end);
    if (isExports(left) && walk.isFree('module')) walk.exportsAssigned(node.end);
    else walkTarget(walk, left, node['operator'] !== '=');
    walk.visit(node['right']);
  },
  UpdateExpression: (walk, node) => {
    walk.assigns(node['argument'] as Node, node.end);
    walkTarget(walk, node['argument'] as Node, true);
  },
  Property: (walk, node) => {
    if (node['computed'] === true) walk.visit(node['key']);
    walk.visit(node['value']);
  },
  ExportNamedDeclaration: (walk, node) => {
    walk.visit(node['declaration']);
    if (node['source'] === null)
      for (const one of node['specifiers'] as readonly Node[]) walk.reads(moduleName(one['local']));
  },
  TSEnumDeclaration: (walk, node) => {
    for (const member of (node['body'] as Node)['members'] as readonly Node[]) walk.visit(member['initializer']);
  },
  TSModuleDeclaration: (walk, node) => {
    const body = node['body'] as Node | null;
    if (body === null || node['declare'] === true) return;
    walk.inside(node, false, (scope) => {
      walk.hoist(body['body'], scope);
      walk.all(body['body']);
    });
  },
  TSImportEqualsDeclaration: (walk, node) => {
    let reference = node['moduleReference'] as Node;
    while (reference.type === 'TSQualifiedName') reference = reference['left'] as Node;
    if (reference.type === 'Identifier') walk.reads(reference['name'] as string);
  },
} satisfies Record<string, Special>);
