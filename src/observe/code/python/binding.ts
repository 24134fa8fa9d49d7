import { functionOf, type Scope, type ScopeWalk } from './scope.ts';

/** What a node of some kind does to scopes; gives the scope that it opens, which begins at the node itself. */
export type Role = (scopes: ScopeWalk, node: number, scope: Scope) => Scope | undefined;

function openFunction(scopes: ScopeWalk, node: number, scope: Scope): Scope {
  const inner = scopes.openScope('function', node, scope);
  scopes.head(scopes.field(node, 'return_type'), scope);
  const parameters = scopes.field(node, 'parameters');
  if (parameters === -1) return inner;
  const { tree, names } = scopes;
  const { type, value } = names.field;
  for (let child = tree.firstNamedChild(parameters); child !== -1; child = tree.nextNamedSibling(child)) {
    const declared = tree.childAt(child, type);
    const otherwise = tree.childAt(child, value);
    scopes.head(declared, scope);
    scopes.head(otherwise, scope);
    const end = declared === -1 ? (otherwise === -1 ? tree.after[child]! : otherwise) : declared;
    for (let name = child; name < end; name++) if (tree.kind[name] === names.kind.identifier) scopes.bind(name, inner);
  }
  return inner;
}

function openComprehension(scopes: ScopeWalk, node: number, scope: Scope): Scope {
  const { tree, names } = scopes;
  for (let child = tree.firstNamedChild(node); child !== -1; child = tree.nextNamedSibling(child)) {
    if (tree.kind[child] !== names.kind.for_in_clause) continue;
    scopes.head(scopes.field(child, 'right'), scope);
    break;
  }
  return scopes.openScope('comprehension', node, scope);
}

function bindImported(scopes: ScopeWalk, node: number, scope: Scope): undefined {
  const { tree, names } = scopes;
  const from = scopes.field(node, 'module_name');
  scopes.passAll(node);
  for (let child = tree.firstChild(node); child !== -1; child = tree.nextSibling(child)) {
    if (tree.field[child] !== names.field.name) continue;
    const alias = tree.kind[child] === names.kind.aliased_import ? scopes.field(child, 'alias') : -1;
    const name = alias === -1 ? child : scopes.field(child, 'name');
    const bound = alias === -1 ? tree.firstNamedChild(child) : alias;
    if (bound === -1 || name === -1) continue;
    scopes.bind(bound, scope);
    // `import a.b` binds a.
    const whole = tree.textOf(alias === -1 && from === -1 ? bound : name);
    scopes.bindingOf(bound)!.imported = from === -1 ? whole : `${tree.textOf(from)}.${whole}`;
  }
  return undefined;
}

/** `case x:` binds x, `case a.b:` does not. */
function bindCaptured(scopes: ScopeWalk, node: number, scope: Scope): undefined {
  const { tree, names } = scopes;
  for (let child = tree.firstNamedChild(node); child !== -1; child = tree.nextNamedSibling(child)) {
    const isDotted = tree.kind[child] === names.kind.dotted_name;
    if (!isDotted) continue;
    const first = tree.firstNamedChild(child);
    if (first === -1) continue;
    if (tree.nextNamedSibling(first) === -1) scopes.bind(first, scope);
    else
      for (let member = tree.nextNamedSibling(first); member !== -1; member = tree.nextNamedSibling(member))
        scopes.pass(member);
  }
  return undefined;
}

/** By the name of the kind. */
export const rolesByKind = new Map<string, Role>(
  Object.entries({
    function_definition(scopes, node, scope) {
      scopes.bind(scopes.field(node, 'name'), scope);
      return openFunction(scopes, node, scope);
    },
    lambda: openFunction,
    class_definition(scopes, node, scope) {
      scopes.bind(scopes.field(node, 'name'), scope);
      scopes.head(scopes.field(node, 'superclasses'), scope);
      return scopes.openScope('class', node, scope);
    },
    list_comprehension: openComprehension,
    set_comprehension: openComprehension,
    dictionary_comprehension: openComprehension,
    generator_expression: openComprehension,
    for_in_clause(scopes, node, scope) {
      scopes.bindTargets(scopes.field(node, 'left'), scope);
      return undefined;
    },
    assignment(scopes, node, scope) {
      // Without a value it only says that there is such a name.
      scopes.bindTargets(scopes.field(node, 'left'), scope, scopes.field(node, 'right') === -1 ? 0 : 1);
      return undefined;
    },
    augmented_assignment(scopes, node, scope) {
      const left = scopes.field(node, 'left');
      scopes.bindTargets(left, scope);
      if (left !== -1 && scopes.tree.kind[left] === scopes.names.kind.identifier) scopes.use(left, scope);
      return undefined;
    },
    named_expression(scopes, node, scope) {
      scopes.bindTargets(scopes.field(node, 'name'), functionOf(scope));
      return undefined;
    },
    for_statement(scopes, node, scope) {
      scopes.inLoop(node);
      scopes.bindTargets(scopes.field(node, 'left'), scope);
      return undefined;
    },
    while_statement(scopes, node) {
      scopes.inLoop(node);
      return undefined;
    },
    as_pattern_target(scopes, node, scope) {
      scopes.bindTargets(node, scope);
      return undefined;
    },
    as_pattern(scopes, node, scope) {
      const { tree, names } = scopes;
      let last = -1;
      for (let child = tree.firstNamedChild(node); child !== -1; child = tree.nextNamedSibling(child)) last = child;
      const isAlias = last !== -1 && last !== tree.firstNamedChild(node);
      if (isAlias && tree.kind[last] === names.kind.identifier) scopes.bind(last, scope);
      return undefined;
    },
    except_clause(scopes, node, scope) {
      // Python 2: `except E, e`.
      const { tree, names } = scopes;
      const first = scopes.field(node, 'value');
      for (
        let child = first === -1 ? -1 : tree.nextNamedSibling(first);
        child !== -1;
        child = tree.nextNamedSibling(child)
      )
        if (tree.field[child] === names.field.value) scopes.bindTargets(child, scope);
      return undefined;
    },
    import_statement: bindImported,
    import_from_statement(scopes, node, scope) {
      const { tree, names } = scopes;
      const from = scopes.field(node, 'module_name');
      for (let child = tree.firstNamedChild(node); child !== -1; child = tree.nextNamedSibling(child))
        if (tree.kind[child] === names.kind.wildcard_import && from !== -1) scopes.starImports.push(tree.textOf(from));
      return bindImported(scopes, node, scope);
    },
    future_import_statement(scopes, node) {
      scopes.passAll(node);
      return undefined;
    },
    global_statement(scopes, node, scope) {
      scopes.elsewhere(node, functionOf(scope), 'global');
      return undefined;
    },
    nonlocal_statement(scopes, node, scope) {
      scopes.elsewhere(node, functionOf(scope), 'nonlocal');
      return undefined;
    },
    attribute(scopes, node) {
      scopes.pass(scopes.field(node, 'attribute'));
      return undefined;
    },
    keyword_argument(scopes, node) {
      scopes.pass(scopes.field(node, 'name'));
      return undefined;
    },
    yield(scopes, _node, scope) {
      functionOf(scope).isGenerator = true;
      return undefined;
    },
    case_pattern: bindCaptured,
    keyword_pattern(scopes, node, scope) {
      scopes.pass(scopes.tree.firstNamedChild(node));
      return bindCaptured(scopes, node, scope);
    },
    splat_pattern(scopes, node, scope) {
      scopes.bindTargets(node, scope);
      return undefined;
    },
  } satisfies Record<string, Role>),
);
