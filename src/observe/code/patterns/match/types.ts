import { dotted, K, type Node } from '../tree/node.ts';
import type { Names } from './names.ts';
import { same } from './same.ts';

const texts = new Set(['String', 'string', 'str', 'java.lang.String', 'System.String', 'std::string']);
const numbers = new Set([
  'int',
  'Integer',
  'long',
  'Long',
  'float',
  'double',
  'number',
  'Int',
  'Long',
  'i32',
  'i64',
  'short',
  'byte',
  'Double',
  'Float',
  'decimal',
]);

/** Whether what is known of an expression's type is the wanted type. Of many an expression nothing is known. */
export function typeMatches(wanted: Node, node: Node, names: Names): boolean {
  if (wanted.kind === K.metavariable || wanted.kind === K.ellipsis) return typeOf(node, names) !== undefined;
  const path = dotted(wanted);
  if (path !== undefined) {
    if (node.kind === K.string || node.kind === K.template) return texts.has(path);
    if (node.kind === K.number) return numbers.has(path) && !(/\./.test(node.text) && /^[iI]nt|long|Long/.test(path));
    if (node.kind === K.name && /^(true|false|True|False)$/.test(node.text))
      return /^(bool|boolean|Boolean|Bool)$/.test(path);
    if (node.kind === K.binary && node.text === '+' && texts.has(path))
      return node.kids.some((kid) => typeMatches(wanted, kid, names));
  }
  const type = typeOf(node, names);
  return type !== undefined && sameType(wanted, type, names);
}

function typeOf(node: Node, names: Names): Node | undefined {
  if (node.kind === K.create) return node.kids[0];
  if (node.kind === K.cast) return node.kids[0];
  if (node.kind === K.name || node.kind === K.member) return names.type(node);
  return undefined;
}

function sameType(wanted: Node, type: Node, names: Names): boolean {
  if (type.kind === K.generic && wanted.kind !== K.generic) return sameType(wanted, type.kids[0]!, names);
  if (same(wanted, type)) return true;
  if (wanted.kind === K.unary || type.kind === K.unary) {
    if (wanted.kind !== type.kind || wanted.text !== type.text) return false;
    return sameType(wanted.kids[0]!, type.kids[0]!, names);
  }
  const [a, b] = [dotted(wanted), dotted(type)];
  if (a === undefined || b === undefined)
    return wanted.kind === K.generic && type.kind === K.generic && sameType(wanted.kids[0]!, type.kids[0]!, names);
  const expanded =
    type.kind === K.name
      ? names.expanded(type)
      : type.kind === K.member && type.kids[0]!.kind === K.name
        ? names.expanded(type.kids[0]!)
        : undefined;
  const whole =
    expanded === undefined ? b : type.kind === K.name ? dotted(expanded)! : `${dotted(expanded)}.${type.kids[1]!.text}`;
  return (
    a === b ||
    a === whole ||
    whole.endsWith(`.${a}`) ||
    (a.includes('.') && !b.includes('.') && a.endsWith(`.${b}`) && expanded === undefined) ||
    a.endsWith(`.${whole}`)
  );
}
