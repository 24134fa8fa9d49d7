import type { PropertyKey } from 'oxc-parser';
import type { Lowering, Pattern } from './lowering.ts';
import { typeName } from './types.ts';

/** The text under which a property is kept, where that is known without running anything. */
export function staticKey(key: PropertyKey, computed: boolean): string | undefined {
  if (!computed && key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type === 'Literal' && (typeof key.value === 'string' || typeof key.value === 'number'))
    return String(key.value);
  if (computed && key.type === 'MemberExpression' && !key.computed && key.object.type === 'Identifier') {
    const isWellKnown = key.object.name === 'Symbol' && /^(?:asyncI|i)terator$/.test(key.property.name);
    if (isWellKnown) return `@@${key.property.name}`;
  }
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0) return key.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** What must not be guessed, by its name. */
const secret =
  /(?:token|passw(?:or)?d|secret|nonce|otp|api_?key|private_?key|encryption_?key|signing_?key|session_?id|sid|csrf|salt|code|pin)$/i;

/** Gives a value to a name, a member, or all that a pattern takes it apart into. */
export function assign(l: Lowering, target: Pattern, value: number, isDeclared: boolean): void {
  const { f } = l;
  const { start, end } = target;
  switch (target.type) {
    case 'Identifier': {
      const type = isDeclared ? typeName(target.typeAnnotation, l.scope) : undefined;
      const typed = type === undefined ? value : f.typed(value, type, false, start, end);
      l.writeName(target.name, secret.test(target.name) ? f.named(typed, target.name, start, end) : typed, start, end);
      return;
    }
    case 'AssignmentPattern': {
      // What is there is not what would stand for it.
      if (f.isGiven(value)) return assign(l, target.left, value, isDeclared);
      const given = f.phi([value, l.expression(target.right, nameOf(target.left))], start, end);
      return assign(l, target.left, given, isDeclared);
    }
    case 'RestElement':
      return assign(l, target.argument, f.rest(value, [], start, end), isDeclared);
    case 'ArrayPattern':
      for (let at = 0; at < target.elements.length; at++) {
        const element = target.elements[at];
        if (element == null) continue;
        const part =
          element.type === 'RestElement'
            ? restOf(l, value, at, element.start, element.end)
            : f.load(value, String(at), element.start, element.end);
        assign(l, element, part, isDeclared);
      }
      return;
    case 'ObjectPattern':
      return assignObject(l, target, value, isDeclared);
    case 'MemberExpression':
      return assignMember(l, target, value);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      // What is inside may only be what may be assigned to.
      return assign(l, target.expression as Pattern, value, isDeclared);
  }
}

/** What is left of a list from a place on: of which it is not known what it holds, all of it. */
function restOf(l: Lowering, value: number, from: number, start: number, end: number): number {
  const left = l.f.slice(value, from, undefined, start, end);
  return left < 0 ? value : left;
}

function assignObject(
  l: Lowering,
  pattern: Extract<Pattern, { type: 'ObjectPattern' }>,
  value: number,
  isDeclared: boolean,
): void {
  const { f } = l;
  const taken: string[] = [];
  for (const property of pattern.properties) {
    const { start, end } = property;
    if (property.type === 'RestElement') {
      const members = f.membersOf(value);
      const left =
        members === undefined
          ? f.rest(value, taken, start, end)
          : f.object(
              [...members].filter(([name]) => !taken.includes(name)),
              start,
              end,
            );
      assign(l, property.argument, left, isDeclared);
      continue;
    }
    const name = staticKey(property.key, property.computed);
    if (name !== undefined) taken.push(name);
    const part =
      name === undefined ? f.loadAt(value, keyValue(l, property.key), start, end) : f.load(value, name, start, end);
    assign(l, property.value, part, isDeclared);
  }
}

/** A key that is computed. */
export function keyValue(l: Lowering, key: PropertyKey): number {
  return key.type === 'PrivateIdentifier' ? l.f.other([], key.start, key.end) : l.expression(key);
}

function assignMember(l: Lowering, target: Extract<Pattern, { type: 'MemberExpression' }>, value: number): void {
  const { start, end } = target;
  const base = l.expression(target.object);
  const name = staticKey(target.property, target.computed);
  if (name === undefined) l.f.storeAt(base, keyValue(l, target.property), value, start, end);
  else l.f.store(base, name, value, start, end);
}

/** What a function that is assigned there is called. */
export function nameOf(target: Pattern): string | undefined {
  if (target.type === 'Identifier') return target.name;
  return target.type === 'MemberExpression' ? staticKey(target.property, target.computed) : undefined;
}
