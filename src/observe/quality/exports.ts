import type { SyntaxTree } from '#ground/syntax';

/** A name that a module gives to others. */
export interface Export {
  /** `default` for what has no name. */
  readonly name: string;
  /** UTF-16 offsets of the name, or of the word `default`. */
  readonly start: number;
  readonly end: number;
  /** A type: it is gone when the program runs. */
  readonly isType: boolean;
  /** It is declared in one place and exported in another, so that its file names it twice without using it. */
  readonly isListed?: true;
  /** A decorator or a base class registers it somewhere: who uses it need not name it. */
  readonly isRegistered: boolean;
}

/** What a module of JavaScript or TypeScript exports by declaration or by name (ECMA-262, 16.2.3), without `export *`. */
export function scriptExports(tree: SyntaxTree): Export[] {
  const found: Export[] = [];
  for (let node = tree.firstNamedChild(0); node >= 0; node = tree.nextNamedSibling(node)) {
    if (tree.kindName(node) !== 'export_statement') continue;
    const isDecorated = hasChild(tree, node, 'decorator');
    let isDefault = false;
    for (let child = tree.firstChild(node); child >= 0; child = tree.nextSibling(child)) {
      const kind = tree.kindName(child);
      if (kind === 'default') {
        isDefault = true;
        found.push({ ...at(tree, child), name: 'default', isType: false, isRegistered: isDecorated });
      } else if (kind === 'export_clause') found.push(...specifiers(tree, child));
      else if (!isDefault && tree.isNamed(child))
        found.push(...declared(tree, child, isDecorated || hasChild(tree, child, 'decorator')));
    }
  }
  return found;
}

function specifiers(tree: SyntaxTree, clause: number): Export[] {
  const found: Export[] = [];
  const source = tree.grammar.fieldNumber('source');
  const isRepeated = source < 0 || tree.childAt(tree.parent[clause]!, source) < 0;
  for (let node = tree.firstNamedChild(clause); node >= 0; node = tree.nextNamedSibling(node)) {
    if (tree.kindName(node) !== 'export_specifier') continue;
    const first = tree.firstNamedChild(node);
    let last = -1;
    for (let child = first; child >= 0; child = tree.nextNamedSibling(child)) last = child;
    if (last < 0) continue;
    const one = { ...at(tree, last), name: tree.textOf(last), isType: false, isRegistered: false };
    found.push(isRepeated && first === last ? { ...one, isListed: true } : one);
  }
  return found;
}

function declared(tree: SyntaxTree, node: number, isRegistered: boolean): Export[] {
  const kind = tree.kindName(node);
  const isType = kind === 'interface_declaration' || kind === 'type_alias_declaration';
  if (kind === 'lexical_declaration' || kind === 'variable_declaration') {
    const found: Export[] = [];
    for (let each = tree.firstNamedChild(node); each >= 0; each = tree.nextNamedSibling(each)) {
      const name = tree.kindName(each) === 'variable_declarator' ? nameIn(tree, each) : -1;
      if (name >= 0 && tree.kindName(name) === 'identifier')
        found.push({ ...at(tree, name), name: tree.textOf(name), isType: false, isRegistered });
    }
    return found;
  }
  if (!/_declaration$|^function_signature$/.test(kind)) return [];
  const name = nameIn(tree, node);
  return name < 0 ? [] : [{ ...at(tree, name), name: tree.textOf(name), isType, isRegistered }];
}

/** The public functions and classes at the top of a Python module: what stands below a decorator is registered. */
export function pythonExports(tree: SyntaxTree): Export[] {
  const found: Export[] = [];
  for (let node = tree.firstNamedChild(0); node >= 0; node = tree.nextNamedSibling(node)) {
    const kind = tree.kindName(node);
    if (kind !== 'function_definition' && kind !== 'class_definition') continue;
    const name = nameIn(tree, node);
    if (name < 0 || tree.textOf(name).startsWith('_')) continue;
    found.push({ ...at(tree, name), name: tree.textOf(name), isType: false, isRegistered: hasBase(tree, node) });
  }
  return found;
}

/** Frameworks find subclasses of theirs; of these nobody looks for subclasses. */
const plainBases =
  /^\(\s*(?:object|Exception|\w*Error|ABC|abc\.ABC|Protocol|NamedTuple|TypedDict|(?:enum\.)?(?:Enum|IntEnum|StrEnum|Flag))?\s*\)$/;

function hasBase(tree: SyntaxTree, node: number): boolean {
  const field = tree.grammar.fieldNumber('superclasses');
  const bases = field < 0 ? -1 : tree.childAt(node, field);
  return bases >= 0 && !plainBases.test(tree.textOf(bases).slice(0, 200));
}

function hasChild(tree: SyntaxTree, node: number, kind: string): boolean {
  for (let child = tree.firstChild(node); child >= 0; child = tree.nextSibling(child))
    if (tree.kindName(child) === kind) return true;
  return false;
}

function nameIn(tree: SyntaxTree, node: number): number {
  const field = tree.grammar.fieldNumber('name');
  return field < 0 ? -1 : tree.childAt(node, field);
}

function at(tree: SyntaxTree, node: number): { readonly start: number; readonly end: number } {
  return { start: tree.start[node]!, end: tree.end[node]! };
}
