import { ConstKind } from '../ir/ir.ts';
import type { ExpressionTable, Lowering } from './lowering.ts';
import { child, children, childValue } from './lowering.ts';
import { braceForm, type FormPart, isNumberFormat, percentForm, unescape } from './text.ts';

export const stringExpressions: ExpressionTable = {
  string: (l, node) => joined(l, partsOf(l, [node]), node),
  concatenated_string: (l, node) => joined(l, partsOf(l, children(l, node)), node),
};

/** Constant text, or a value that is put in. */
type Part = { readonly text: string; readonly start: number; readonly end: number } | number;

function joined(l: Lowering, { parts, kind }: { parts: Part[]; kind: number }, node: number): number {
  const { f, tree } = l;
  const start = tree.start[node]!;
  const end = tree.end[node]!;
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'number' || last === undefined || typeof last === 'number') merged.push(part);
    else merged[merged.length - 1] = { text: last.text + part.text, start: last.start, end: part.end };
  }
  const [first] = merged;
  if (first === undefined) return f.const('', kind, start, end);
  if (merged.length === 1 && typeof first !== 'number') return f.const(first.text, kind, start, end);
  return f.template(
    merged.map((part) => (typeof part === 'number' ? part : f.const(part.text, kind, part.start, part.end))),
    start,
    end,
  );
}

function partsOf(l: Lowering, strings: readonly number[]): { parts: Part[]; kind: number } {
  const { tree, names } = l;
  const parts: Part[] = [];
  let kind: number = ConstKind.text;
  for (const string of strings) {
    if (tree.kind[string] !== names.kind.string) continue;
    const prefix = prefixOf(l, string);
    if (prefix.includes('b')) kind = ConstKind.bytes;
    for (let at = tree.firstNamedChild(string); at !== -1; at = tree.nextNamedSibling(at)) {
      if (tree.kind[at] === names.kind.string_content) {
        const content = unescape(tree.textOf(at), prefix.includes('r'));
        const text =
          prefix.includes('f') || prefix.includes('t')
            ? content.replace(/\{\{|\}\}/g, (braces) => braces[0]!)
            : content;
        parts.push({ text, start: tree.start[at]!, end: tree.end[at]! });
      } else if (tree.kind[at] === names.kind.interpolation) parts.push(...putIn(l, at));
    }
  }
  return { parts, kind };
}

function prefixOf(l: Lowering, string: number): string {
  const first = l.tree.firstNamedChild(string);
  if (first === -1 || l.tree.kind[first] !== l.names.kind.string_start) return '';
  return /^[a-zA-Z]*/.exec(l.tree.textOf(first))![0].toLowerCase();
}

/** `{value!r:spec}` and `{value=}`. */
function putIn(l: Lowering, node: number): Part[] {
  const { f, tree, names } = l;
  const start = tree.start[node]!;
  const end = tree.end[node]!;
  const inner = child(l, node, 'expression');
  if (inner === -1) return [];
  let value = l.expression(inner);
  const parts: Part[] = [];
  let conversion = '';
  let format = '';
  const inFormat: number[] = [];
  for (let at = tree.firstChild(node); at !== -1; at = tree.nextSibling(at)) {
    const kind = tree.kind[at];
    if (kind === names.kind.type_conversion) conversion = tree.textOf(at);
    else if (kind === names.kind.format_specifier) {
      format = tree.textOf(at);
      for (const nested of children(l, at))
        if (child(l, nested, 'expression') !== -1) inFormat.push(childValue(l, nested, 'expression'));
    } else if (tree.kindName(at) === '=')
      parts.push({ text: tree.text.slice(tree.start[inner], tree.end[at]), start, end });
  }
  if (conversion === '!r' || conversion === '!a') value = f.call(f.global('repr', start, end), -1, [value], start, end);
  else if (isNumberFormat(format)) value = asNumber(l, value, start, end);
  parts.push(value, ...inFormat);
  return parts;
}

/** A value of which only a number comes out. */
function asNumber(l: Lowering, value: number, start: number, end: number): number {
  return l.f.call(l.f.global('float', start, end), -1, [value], start, end);
}

/** `form % values` with a constant form; undefined when it is none. */
export function percentTemplate(l: Lowering, node: number, left: number, right: number): number | undefined {
  const { f, tree, names } = l;
  const form = constantText(l, left);
  const parts = form === undefined ? undefined : percentForm(form);
  if (parts === undefined || !parts.some((part) => 'key' in part)) return undefined;
  const start = tree.start[node]!;
  const end = tree.end[node]!;
  const isTuple = tree.kind[right] === names.kind.tuple;
  const items = isTuple ? children(l, right).map((item) => splatted(l, item)) : [];
  const whole = isTuple ? -1 : l.expression(right);
  const isOnly = parts.filter((part) => 'key' in part).length === 1;
  let next = 0;
  return template(l, parts, left, start, end, ({ key }) => {
    if (key !== undefined) return whole === -1 ? f.other(items, start, end) : f.load(whole, key, start, end, true);
    if (!isTuple) return isOnly ? whole : f.element(whole, start, end);
    return items[Math.min(next++, items.length - 1)] ?? f.undefined();
  });
}

function splatted(l: Lowering, item: number): number {
  if (l.tree.kind[item] !== l.names.kind.list_splat) return l.expression(item);
  const [inner] = children(l, item);
  return l.f.element(
    inner === undefined ? l.f.undefined() : l.expression(inner),
    l.tree.start[item]!,
    l.tree.end[item]!,
  );
}

/** `form.format(…)` with a constant form; undefined when it is none. */
export function formatTemplate(
  l: Lowering,
  node: number,
  receiver: number,
  args: readonly number[],
  keywords: readonly (readonly [name: string | undefined, value: number])[],
): number | undefined {
  const { f, tree } = l;
  const form = constantText(l, receiver);
  const parts = form === undefined ? undefined : braceForm(form);
  if (parts === undefined || !parts.some((part) => 'key' in part)) return undefined;
  const start = tree.start[node]!;
  const end = tree.end[node]!;
  const spread = args.filter((value) => value < 0).map((value) => f.element(-1 - value, start, end));
  const more = keywords.filter(([name]) => name === undefined).map(([, value]) => value);
  let next = 0;
  return template(l, parts, receiver, start, end, ({ key, path }) => {
    let value = -1;
    if (key === undefined || /^\d+$/.test(key)) {
      const index = key === undefined ? next++ : Number(key);
      const given = args[index];
      value = given !== undefined && given >= 0 ? given : (spread[0] ?? -1);
    } else {
      value = keywords.find(([name]) => name === key)?.[1] ?? -1;
      if (value === -1 && more.length > 0) value = f.load(more[0]!, key, start, end, true);
    }
    if (value === -1) return f.undefined();
    for (const { name, isItem } of path) value = f.load(value, name, start, end, isItem);
    return value;
  });
}

function template(
  l: Lowering,
  parts: readonly FormPart[],
  form: number,
  start: number,
  end: number,
  valueOf: (part: Extract<FormPart, { path: unknown }>) => number,
): number {
  const { f, tree } = l;
  const values = parts.map((part) => {
    if ('text' in part) return f.const(part.text, ConstKind.text, tree.start[form]!, tree.end[form]!);
    const value = valueOf(part);
    return part.isNumber ? asNumber(l, value, start, end) : value;
  });
  return f.template(values, start, end);
}

/** The text of a literal without values in it. */
export function constantText(l: Lowering, expression: number): string | undefined {
  const { tree, names } = l;
  let node = expression;
  while (tree.kind[node] === names.kind.parenthesized_expression && tree.firstNamedChild(node) !== -1)
    node = tree.firstNamedChild(node);
  const kind = tree.kind[node];
  const strings =
    kind === names.kind.concatenated_string ? children(l, node) : kind === names.kind.string ? [node] : [];
  if (strings.length === 0) return undefined;
  let text = '';
  for (const string of strings) {
    if (tree.kind[string] !== names.kind.string) return undefined;
    const prefix = prefixOf(l, string);
    if (/[ft]/.test(prefix) && children(l, string).some((at) => tree.kind[at] === names.kind.interpolation))
      return undefined;
    for (const at of children(l, string))
      if (tree.kind[at] === names.kind.string_content) text += unescape(tree.textOf(at), prefix.includes('r'));
  }
  return text;
}
