import { dotted, K, leaf, Node } from '../tree/node.ts';
import { addImport, addRequire, moduleOf } from './imports.ts';

/** A name as one scope knows it. */
interface Definition {
  /** How often it is given a value. */
  count: number;
  value: Node | undefined;
  type: Node | undefined;
  isParameter: boolean;
}

type Scope = Map<string, Definition>;

/** What names in one file stand for: imports, constants, declared types. Worked out when first asked for. */
export class Names {
  private readonly root: Node;
  /** Local name → what it is called where it comes from, `subprocess.call`. */
  private aliasMap: Map<string, string> | undefined;
  private readonly opened = new Set<string>();
  private readonly scopes = new Map<Node, Scope>();
  private readonly expansions = new Map<Node, Node | undefined>();
  private readonly constants = new Map<Node, Node | undefined>();

  constructor(root: Node) {
    this.root = root;
  }

  /** `call` after `from subprocess import call` as `subprocess.call`; undefined for a name that is nothing but itself. */
  expanded(name: Node): Node | undefined {
    if (this.expansions.has(name)) return this.expansions.get(name);
    let found: Node | undefined;
    const path = this.aliases.get(name.text);
    const parent = name.parent;
    const isProperty = parent?.kind === K.member && parent.kids[1] === name;
    if (path !== undefined && path !== name.text && !isProperty) {
      for (const part of path.split('.').slice(0, 12)) {
        const node = leaf(K.name, part, name.start, name.end);
        found = found === undefined ? node : new Node(K.member, '', [found, node], name.start, name.end);
      }
      if (found !== undefined) found.parent = parent;
    }
    this.expansions.set(name, found);
    return found;
  }

  /** Whether a file imports all that is in a module, so that a name may come from there. */
  opens(module: string): boolean {
    return this.aliases !== undefined && this.opened.has(module);
  }

  /** The literal that a name always has; undefined when it may have another. */
  constant(name: Node): Node | undefined {
    if (this.constants.has(name)) return this.constants.get(name);
    // A name that is its own value is none.
    this.constants.set(name, undefined);
    const found = this.value(name);
    const literal = found === undefined ? undefined : this.literal(found, 0);
    this.constants.set(name, literal);
    return literal;
  }

  /** What it was given, when that happened once; undefined for parameters. */
  value(name: Node): Node | undefined {
    const text = name.kind === K.member ? fieldOf(name) : name.kind === K.name ? name.text : undefined;
    if (text === undefined || (name.parent?.kind === K.member && name.parent.kids[1] === name && name.kind === K.name))
      return undefined;
    const definition = this.definition(name, text);
    if (definition === undefined || definition.isParameter) return undefined;
    return definition.count === 1 ? definition.value : this.lastBefore(name, text);
  }

  /** Whether it is a parameter or a variable of the function that it stands in. */
  isLocal(name: Node): boolean {
    const { parent } = name;
    if (
      (parent?.kind === K.member && parent.kids[1] === name) ||
      (parent?.kind === K.keyword && parent.kids[0] === name)
    )
      return false;
    for (let outer = parent; outer !== undefined; outer = outer.parent)
      if (outer.kind === K.func && outer.kids[0] !== name && this.scope(outer).has(name.text)) return true;
    return false;
  }

  /** The type that was written for a name, or is plain from its value. */
  type(name: Node): Node | undefined {
    const text = name.kind === K.name ? name.text : fieldOf(name);
    if (text === undefined) return undefined;
    const definition = this.definition(name, text);
    if (definition?.type !== undefined) return definition.type;
    const value = definition?.value;
    return value === undefined ? undefined : typeOfValue(value);
  }

  private literal(node: Node, depth: number): Node | undefined {
    if (node.kind === K.string || node.kind === K.number) return node;
    if (node.kind === K.name && /^(true|false|null|nil|None|True|False)$/.test(node.text)) return node;
    if (depth > 4) return undefined;
    if (node.kind === K.name) return this.constant(node);
    if (node.kind === K.binary && (node.text === '+' || node.text === '.')) {
      const [left, right] = [this.literal(node.kids[0]!, depth + 1), this.literal(node.kids[1]!, depth + 1)];
      if (left?.kind === K.string && right?.kind === K.string)
        return leaf(K.string, left.text + right.text, node.start, node.end);
    }
    return undefined;
  }

  /** The value that stands last before a use, in statements that are sure to run before it. */
  private lastBefore(use: Node, text: string): Node | undefined {
    let inner: Node | undefined = use;
    let steps = 0;
    for (let outer = use.parent; outer !== undefined && inner !== undefined; outer = outer.parent) {
      if (outer.kind === K.block || outer.kind === K.file) {
        const index = outer.kids.indexOf(inner);
        for (let i = index - 1; i >= 0; i -= 1) {
          const statement = outer.kids[i]!;
          if (++steps > 400) return undefined;
          if (statement.kind === K.assign && isNamed(statement.kids[0]!, text))
            return statement.text === '=' ? statement.kids[1] : undefined;
          if (assigns(statement, text, 0)) return undefined;
        }
      }
      if (outer.kind === K.func || outer.kind === K.while || outer.kind === K.each || outer.kind === K.for)
        return undefined;
      inner = outer;
    }
    return undefined;
  }

  private definition(at: Node, text: string): Definition | undefined {
    for (let outer: Node | undefined = at.parent; outer !== undefined; outer = outer.parent) {
      if (outer.kind !== K.func && outer.kind !== K.class && outer.kind !== K.file) continue;
      const found = this.scope(outer).get(text);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private scope(owner: Node): Scope {
    let scope = this.scopes.get(owner);
    if (scope === undefined) {
      scope = new Map();
      this.scopes.set(owner, scope);
      collect(owner, scope);
    }
    return scope;
  }

  private get aliases(): Map<string, string> {
    if (this.aliasMap !== undefined) return this.aliasMap;
    this.aliasMap = new Map();
    const open: Node[] = [...this.root.kids];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (node.kind === K.import) {
        addImport(this.aliasMap, node);
        const module =
          node.kids[2]!.kind === K.none || node.kids[2]!.text === '*' ? moduleOf(node.kids[0]!) : undefined;
        if (module !== undefined && (node.kids[1]!.kind === K.none || node.kids[1]!.text === '*'))
          this.opened.add(module);
      }
      if (node.kind === K.assign) addRequire(this.aliasMap, node);
      if (node.kind !== K.import) for (const kid of node.kids) open.push(kid);
    }
    return this.aliasMap;
  }
}

/** `self.x`, `this.x`: a field as the class knows it. */
function fieldOf(node: Node): string | undefined {
  if (node.kind !== K.member || node.kids[0]!.kind !== K.name || node.kids[1]!.kind !== K.name) return undefined;
  return /^(this|self|\$this)$/.test(node.kids[0]!.text) ? `.${node.kids[1]!.text}` : undefined;
}

function isNamed(node: Node, text: string): boolean {
  return node.kind === K.name ? node.text === text : fieldOf(node) === text;
}

function assigns(node: Node, text: string, depth: number): boolean {
  if (depth > 60 || node.kind === K.func || node.kind === K.class) return depth > 60;
  if ((node.kind === K.assign || node.kind === K.each) && mentions(node.kids[0]!, text)) return true;
  return node.kids.some((kid) => assigns(kid, text, depth + 1));
}

function mentions(target: Node, text: string): boolean {
  if (target.kind === K.tuple || target.kind === K.list || target.kind === K.dict || target.kind === K.pair)
    return target.kids.some((kid) => mentions(kid, text));
  return isNamed(target, text);
}

function add(scope: Scope, name: string, value: Node | undefined, type: Node | undefined, isParameter = false): void {
  const known = scope.get(name);
  if (known === undefined)
    scope.set(name, { count: value === undefined && !isParameter ? 0 : 1, value, type, isParameter });
  else {
    if (value !== undefined) known.count += 1;
    known.value ??= value;
    known.type ??= type;
  }
}

/** What a function, class or file defines, without what is inside functions and classes within it. Fields count for the class. */
function collect(owner: Node, scope: Scope): void {
  const open: Node[] = [...owner.kids];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === K.param) bind(scope, node.kids[0]!, undefined, node.kids[1], true);
    else if (node.kind === K.declare) bind(scope, node.kids[0]!, undefined, node.kids[1], false);
    else if (node.kind === K.assign)
      bind(scope, node.kids[0]!, node.text === '=' ? node.kids[1] : other, node.kids[2], false);
    else if (node.kind === K.each) bind(scope, node.kids[0]!, other, undefined, false);
    else if (node.kind === K.catch && node.kids[1]!.kind !== K.none)
      bind(scope, node.kids[1]!, other, node.kids[0], true);
    else if (node.kind === K.unary && /^(\+\+|--)$/.test(node.text))
      bind(scope, node.kids[0]!, other, undefined, false);
    if (node.kind === K.class) continue;
    if (node.kind === K.func && owner.kind !== K.class) continue;
    if (owner.kind === K.class && node.kind === K.func) fields(node, scope);
    else for (const kid of node.kids) open.push(kid);
  }
  if (owner.kind === K.class)
    for (const [name, definition] of scope)
      if (!name.startsWith('.') && !scope.has(`.${name}`)) scope.set(`.${name}`, definition);
}

/** Within methods only what is done to fields. */
function fields(method: Node, scope: Scope): void {
  const open: Node[] = [...method.kids];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === K.assign && fieldOf(node.kids[0]!) !== undefined)
      bind(scope, node.kids[0]!, node.text === '=' ? node.kids[1] : other, undefined, false);
    if (node.kind !== K.class) for (const kid of node.kids) open.push(kid);
  }
}

/** A value that nothing is known of. */
const other = new Node(K.other, 'unknown', [], -1, -1);

function bind(scope: Scope, target: Node, value: Node | undefined, type: Node | undefined, isParameter: boolean): void {
  const written = type === undefined || type.kind === K.none ? undefined : type;
  if (target.kind === K.name) add(scope, target.text, value, written, isParameter);
  else if (target.kind === K.member) {
    const field = fieldOf(target);
    if (field !== undefined) add(scope, field, value, written, isParameter);
  } else if (target.kind === K.declare) bind(scope, target.kids[0]!, other, target.kids[1], isParameter);
  else if (
    target.kind === K.tuple ||
    target.kind === K.list ||
    target.kind === K.dict ||
    target.kind === K.pair ||
    target.kind === K.spread
  )
    for (const kid of target.kind === K.pair ? target.kids.slice(1) : target.kids)
      bind(scope, kid, value === undefined ? undefined : other, undefined, isParameter);
}

/** What a value's form says of its type. */
export function typeOfValue(value: Node): Node | undefined {
  if (value.kind === K.create) return value.kids[0];
  if (value.kind === K.unary && value.text === '&' && value.kids[0]!.kind === K.create) {
    const type = value.kids[0]!.kids[0]!;
    return new Node(K.unary, '*', [leaf(K.name, dotted(type) ?? '', type.start, type.end)], type.start, type.end);
  }
  if (value.kind === K.cast) return value.kids[0];
  return undefined;
}
