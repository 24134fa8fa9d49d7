import type { CompiledCondition } from '../image.ts';
import { typeMatches } from '../match/types.ts';
import { growthOf } from '../../expressions/index.ts';
import { compileExpression } from '../text/expression.ts';
import { dotted, K, leaf, type Node } from '../tree/node.ts';
import { parseComparison, type Value } from './comparison.ts';
import { type Found, type Searching, unified } from './found.ts';
import type { View } from './view.ts';

/** The match, with what the condition adds to it; nothing when it does not hold. */
export function holds(condition: CompiledCondition, match: Found, search: Searching): readonly Found[] {
  const node = condition.slot === -1 ? undefined : match.bindings[condition.slot];
  switch (condition.kind) {
    case 'regex':
      return node === undefined ? [] : byExpression(condition.text, node, match, search);
    case 'comparison':
      return compares(condition, match, search) ? [match] : [];
    case 'entropy':
      return node !== undefined && entropyOf(contentOf(node, search.view)) > 0 && isRandom(contentOf(node, search.view))
        ? [match]
        : [];
    case 'redos':
      return node !== undefined && isSlow(node, search) ? [match] : [];
    case 'name':
      return node !== undefined && comesFrom(condition.modules, node, search.view) ? [match] : [];
    case 'type':
      return node !== undefined &&
        condition.types.some((type) => typeMatches(search.rule.nodes([type])[0]!, node, search.view.names))
        ? [match]
        : [];
    default:
      return node === undefined ? [] : byPattern(condition, node, match, search);
  }
}

/** What finding out how an expression's time grows costs, in steps of matching. */
const stepsOfGrowth = 100_000;

/** Whether an expression takes a time that grows faster than the text. */
function isSlow(node: Node, { view, effort }: Searching): boolean {
  effort.steps -= stepsOfGrowth;
  if (effort.steps < 0) return false;
  const text = expressionIn(node, view);
  const dialect = view.language === 'javascript' || view.language === 'typescript' ? 'javascript' : 'python';
  return text.length <= 5000 && growthOf(text, '', dialect, 'search').is === 'slow';
}

/** The expression that a string holds: `"\\d"` is `\d`, but not where a string has no escapes. */
function expressionIn(node: Node, view: View): string {
  if (node.kind === K.regex) return node.text;
  const constant = node.kind === K.name || node.kind === K.member ? (view.names.constant(node) ?? node) : node;
  const text = contentOf(constant, view);
  const from = node.kind === K.text ? node.start - 1 : constant.start;
  const isRaw = /^(?:[bBuU]?[rR]|@|`|[$]?@)/.test(view.text.slice(Math.max(0, from), from + 3));
  return isRaw ? text : text.replace(/\\(["'\\/])/g, '$1');
}

/** Whether a name stands for something of one of the modules. */
function comesFrom(modules: readonly string[], node: Node, view: View): boolean {
  let root = node;
  for (let depth = 0; depth < 16 && root.kind === K.member; depth += 1) root = root.kids[0]!;
  const path = dotted(root.kind === K.name ? (view.names.expanded(root) ?? root) : root);
  return modules.some((module) => {
    const wanted = module.replace(/^node:/, '').replaceAll(/[/:\\]+/g, '.');
    return path === wanted || path?.startsWith(`${wanted}.`) === true;
  });
}

const longest = 100_000;

function byExpression(source: string, node: Node, match: Found, search: Searching): readonly Found[] {
  const expression = compileExpression(`^(?:${source})`, '');
  for (const text of textsOf(source, node, search.view)) {
    if (text.length > longest) continue;
    const found = expression.exec(text);
    if (found === null) continue;
    if (found.groups === undefined) return [match];
    const bindings = [...match.bindings];
    for (const [name, value] of Object.entries(found.groups)) {
      const slot = search.rule.slot(`$${name}`);
      if (slot !== -1 && value !== undefined) bindings[slot] = leaf(K.text, value, node.start, node.end);
    }
    return [{ ...match, bindings }];
  }
  return [];
}

/** How a piece of code may be read as text: as it stands, what is in its quotes, its constant value. */
function textsOf(source: string, node: Node, view: View): readonly string[] {
  // Whoever writes quotation marks means those around the string too.
  if (node.kind === K.string) return [/['"]/.test(source) ? sourceOf(node, view) : node.text, node.text];
  if (node.kind === K.text) return [node.text];
  const texts = [sourceOf(node, view)];
  if (node.kind === K.symbol) texts.push(node.text);
  if (node.kind === K.name || node.kind === K.member) {
    const constant = view.names.constant(node);
    if (constant !== undefined) texts.push(constant.text);
  }
  return texts;
}

/** As it stands in the file; without quotes for a string. */
export function contentOf(node: Node, view: View): string {
  return node.kind === K.text || node.kind === K.string ? node.text : sourceOf(node, view);
}

export function sourceOf(node: Node, view: View): string {
  if (node.kind === K.text) return node.text;
  return view.text.slice(node.start, node.end);
}

function byPattern(
  condition: Extract<CompiledCondition, { kind: 'pattern' }>,
  node: Node,
  match: Found,
  search: Searching,
): readonly Found[] {
  const { view } = search;
  const language = condition.language ?? view.language;
  const isOther = language !== view.language || node.kind === K.text;
  if (!isOther && view.language !== 'generic' && view.language !== 'regex' && condition.formula.op !== 'regex')
    return within(condition.formula, node, match, search);
  const text = contentOf(node, view);
  const start = node.kind === K.string ? view.text.indexOf(text, node.start) : node.start;
  const inner = search.opener(text, language, start === -1 ? node.start : start);
  if (inner === undefined) return [];
  const nested = search.nested(inner);
  return joined(
    nested.findWithin(condition.formula, { start: 0, end: text.length, bindings: [], node: inner.root }),
    match,
  );
}

/** In the same tree: what is found anywhere within the metavariable's node. */
function within(
  formula: Extract<CompiledCondition, { kind: 'pattern' }>['formula'],
  node: Node,
  match: Found,
  search: Searching,
): readonly Found[] {
  const whole: Found = { start: node.start, end: node.end, bindings: match.bindings, node };
  const nested = search.nested(search.view, node);
  return joined(nested.findWithin(formula, whole), match);
}

function joined(found: readonly Found[], match: Found): readonly Found[] {
  const made = new Map<string, Found>();
  for (const one of found) {
    const bindings = unified(match.bindings, one.bindings);
    if (bindings === undefined) continue;
    const key = bindings.map((node) => (node === undefined ? '' : `${node.start}-${node.end}`)).join();
    if (!made.has(key)) made.set(key, { ...match, bindings });
    if (made.size >= 20) break;
  }
  return [...made.values()];
}

function compares(
  condition: Extract<CompiledCondition, { kind: 'comparison' }>,
  match: Found,
  search: Searching,
): boolean {
  const expression = parseComparison(condition.text);
  if (typeof expression === 'string') return false;
  return expression((name) => valueOf(match.bindings[search.rule.slot(name)], condition, search.view)) === true;
}

function valueOf(
  node: Node | undefined,
  { strip, base }: { readonly strip: boolean; readonly base?: number },
  view: View,
): Value {
  if (node === undefined) return undefined;
  const constant = node.kind === K.name || node.kind === K.member ? (view.names.constant(node) ?? node) : node;
  let text =
    constant.kind === K.string || constant.kind === K.text
      ? constant.text
      : constant === node
        ? sourceOf(node, view)
        : constant.text;
  if (constant.kind === K.string && !strip && base === undefined) return text;
  if (strip) text = text.replace(/^["'`]+|["'`]+$/g, '');
  if (constant.kind === K.name && /^([Tt]rue|[Ff]alse)$/.test(text)) return /^t/i.test(text);
  return numberOf(text, base) ?? (constant.kind === K.text || strip ? text : (numberOf(text, undefined) ?? text));
}

function numberOf(text: string, base: number | undefined): number | undefined {
  const plain = text.trim().replaceAll('_', '');
  if (base !== undefined) {
    const number = Number.parseInt(plain.replace(/^0[xob]/i, ''), base);
    return Number.isNaN(number) ? undefined : number;
  }
  if (/^0[0-7]+$/.test(plain)) return Number.parseInt(plain, 8);
  if (!/^[-+]?(\d|\.\d)/.test(plain)) return undefined;
  const number = Number(plain.replace(/[lLfFdD]$/, (suffix) => (/^0x/i.test(plain) ? suffix : '')));
  return Number.isNaN(number) ? undefined : number;
}

function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / text.length) * Math.log2(count / text.length);
  return entropy;
}

/** Whether a text looks as if drawn by lot: long enough, and with more in it than words have. */
function isRandom(text: string): boolean {
  if (text.length < 8 || text.length > 1000 || /\s/.test(text)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(text)).length;
  return entropyOf(text) >= Math.min(3.2, Math.log2(text.length) * 0.75) && (kinds > 1 || entropyOf(text) > 3.6);
}
