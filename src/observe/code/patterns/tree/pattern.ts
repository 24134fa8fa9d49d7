import type { Parsers } from '#ground/syntax';
import { type PatternLanguage, grammars } from './languages.ts';
import { K, leaf, Node, none } from './node.ts';
import { superglobal, withPlaceholders } from './placeholders.ts';
import { marks, styles } from './styles.ts';
import { findWrapper, isWrapper, lone, wrappersOf } from './wrappers.ts';

/** What a pattern is: statements that follow each other; most often one, which may be an expression. */
export interface Pattern {
  readonly nodes: readonly Node[];
}

const noParse = { deadline: Number.POSITIVE_INFINITY, maxNodes: 20_000, maxLength: 100_000 };

/** Undefined when it is no text of the language, whatever stands around it. */
export function parsePattern(text: string, language: PatternLanguage, parsers: Parsers): Pattern | undefined {
  const kind = language === 'typescript' ? 'javascript' : language;
  const grammar = grammars[language]?.(language === 'typescript' ? 'x.ts' : 'x');
  if (grammar === undefined) return undefined;
  // In `.tsx` a `<T>x` is an element: both are tried.
  const tries = language === 'typescript' ? [grammar, grammars.typescript!('x.tsx')] : [grammar];
  const trimmed = text.trim();
  let fallback: Pattern | undefined;
  for (const [before, after] of wrappersOf(kind, trimmed))
    for (const style of styles[kind]!)
      for (const { grammar: name, conversion } of tries) {
        const source = before + withPlaceholders(trimmed, kind, style) + after;
        const tree = parsers.parse(name, source, noParse);
        if (tree.problems.length > 0) continue;
        const made = finished(conversion.convert(tree).root, kind);
        if (made !== undefined && made.nodes.length > 0) return made;
        fallback ??= made;
      }
  return fallback;
}

function finished(root: Node, language: PatternLanguage): Pattern | undefined {
  let nodes: readonly Node[] = root.kids;
  const around = findWrapper(root);
  if (around !== undefined) nodes = around;
  const own = nodes.filter((node) => !isWrapper(node));
  const wanted = own.length === 0 ? nodes.flatMap(({ attributes }) => attributes) : own;
  return { nodes: wanted.map((node) => lone(patterned(node, language))) };
}

const metavariableText = /^(?:\$|\$?[mM]v__)([A-Z_][A-Z_0-9]*)$/;
const typedText = /^typed__([A-Z_][A-Z_0-9]*)$/;
const severalText = /^\$?mvs__([A-Z_][A-Z_0-9]*)$/;
const ellipsisText = /^\$?ell__$/;

/** The tree of a pattern: with metavariables and ellipses in the place of what stood for them. */
function patterned(node: Node, language: PatternLanguage): Node {
  const marked = markOf(node, language);
  if (marked !== undefined) return marked;
  const kids = node.kids.map((kid) => (kid.kind === K.none ? none : patterned(kid, language)));
  const attributes = node.attributes.map((one) => patterned(one, language));
  const made = new Node(node.kind, node.text, kids, node.start, node.end).adorn(attributes);
  return special(made, language) ?? made;
}

function markOf(node: Node, language: PatternLanguage): Node | undefined {
  const { text, start, end, kind } = node;
  if (kind === K.name || (kind === K.string && ellipsisText.test(text)) || kind === K.symbol) {
    if (ellipsisText.test(text)) return leaf(K.ellipsis, '', start, end);
    const several = severalText.exec(text);
    if (several !== null) return leaf(K.metavariables, `$...${several[1]}`, start, end);
    // In Bash `X=` and `${X}` are about that very variable.
    if (language === 'bash' && /^\$[A-Z_]/.test(text) && end - start !== text.length) return undefined;
    const one = superglobal.test(text) ? null : metavariableText.exec(text);
    if (one !== null) {
      // `${$X}`: a variable that is filled in, and nothing else.
      const kids =
        text.startsWith('$mv__') && node.end - node.start > text.length ? [leaf(K.name, '$', start, end)] : [];
      return new Node(K.metavariable, `$${one[1]}`, kids, start, end);
    }
  }
  if (kind === K.string) return stringPattern(node);
  if (kind === K.regex && ellipsisText.test(text)) return leaf(K.regex, '...', start, end);
  // What was written as a parameter, a member, a pair or a spread for the grammar's sake.
  const isStandIn =
    kind === K.param ||
    kind === K.declare ||
    kind === K.pair ||
    kind === K.spread ||
    kind === K.func ||
    kind === K.assign ||
    kind === K.keyword ||
    (kind === K.call && node.kids[1]!.kids.length === 0) ||
    (kind === K.other && /^(case|namespace|\.\.)/.test(text));
  if (isStandIn) {
    const first = node.kids[0]!;
    if (kind === K.other && first.kind === K.list && first.kids.length === 1 && ellipsisText.test(first.kids[0]!.text))
      return leaf(K.ellipsis, '', start, end);
    if (first.kind === K.name && ellipsisText.test(first.text) && (kind !== K.func || node.kids[3]!.kids.length === 0))
      return leaf(K.ellipsis, '', start, end);
    if ((kind === K.spread || kind === K.param) && first.kind === K.name) {
      const several = severalText.exec(first.text);
      if (several !== null) return leaf(K.metavariables, `$...${several[1]}`, start, end);
    }
    const type = node.kids[1];
    if (kind === K.param && first.kind === K.none && type?.kind === K.name) {
      if (ellipsisText.test(type.text)) return leaf(K.ellipsis, '', start, end);
      const several = severalText.exec(type.text);
      if (several !== null) return leaf(K.metavariables, `$...${several[1]}`, start, end);
    }
  }
  return undefined;
}

/** `"..."`, `"$X"`, `"=~/x/"`, `"a$X"`. */
function stringPattern(node: Node): Node | undefined {
  const { start, end } = node;
  const text = node.text.replaceAll('\\$', '$');
  if (text === '...') return new Node(K.string, '', [leaf(K.ellipsis, '', start, end)], start, end);
  if (/^\$[A-Z_][A-Z_0-9]*$/.test(text))
    return new Node(K.string, '', [leaf(K.metavariable, text, start, end)], start, end);
  if (/^\$\.\.\.[A-Z_][A-Z_0-9]*$/.test(text))
    return new Node(K.string, '', [leaf(K.metavariable, text.replace('...', ''), start, end)], start, end);
  const expression = /^=~\/([\s\S]*)\/([a-z]*)$/.exec(text);
  if (expression !== null) return new Node(K.string, '', [leaf(K.matching, expression[1]!, start, end)], start, end);
  if (/ell__|mvs?__/.test(text))
    return leaf(K.string, text.replace(/ell__/g, '...').replace(/\$?mvs?__/g, '$'), start, end);
  if (text !== node.text) return leaf(K.string, text, start, end);
  return undefined;
}

const leftOutForms =
  /^(?:case|when_entry|enum_constant|enum_member_declaration|enum_variant|bare_symbol|type_elem|constant_declaration|match_conditional_expression)(?: |$)/;

/** A case, or something else of a list, that stands for any. */
function isChoiceLeftOut({ kind, text, kids }: Node): boolean {
  if (kind !== K.other || !leftOutForms.test(text)) return false;
  let isLeftOut = false;
  for (const kid of kids) {
    let inner = kid;
    while (inner.kids.length === 1 && inner.kind !== K.block) inner = inner.kids[0]!;
    if (inner.kind === K.ellipsis) isLeftOut = true;
    else if (inner.kind === K.other && inner.text.startsWith('integral_type')) continue;
    else if (inner.kind !== K.block || inner.kids.some((one) => one.kind !== K.ellipsis)) return false;
  }
  return isLeftOut;
}

function special(node: Node, language: PatternLanguage): Node | undefined {
  const { kind, kids, start, end } = node;
  if (isChoiceLeftOut(node)) return leaf(K.ellipsis, '', start, end);
  if (kind === K.param && kids[1]!.kind === K.name && kids[1]!.text === 'any__')
    return new Node(K.param, '', [kids[0]!, none, none], start, end);
  if (kind === K.call && kids[0]!.kind === K.name && kids[0]!.text === marks.deep)
    return new Node(K.deep, '', [kids[1]!.kids[0] ?? none], start, end);
  if (kind === K.call && kids[0]!.kind === K.name && kids[0]!.text === marks.typed && kids[1]!.kids.length === 2)
    return new Node(K.typed, kids[1]!.kids[0]!.text, [kids[1]!.kids[1]!], start, end);
  // `(T $X)` was written as a cast.
  if (kind === K.cast && kids[1]!.kind === K.name && typedText.test(kids[1]!.text))
    return new Node(K.typed, `$${typedText.exec(kids[1]!.text)![1]}`, [kids[0]!], start, end);
  // `(T $X) = v` was written as a declaration.
  if ((kind === K.assign || kind === K.declare) && kids[0]!.kind === K.name && typedText.test(kids[0]!.text)) {
    const target = new Node(K.typed, `$${typedText.exec(kids[0]!.text)![1]}`, [kids.at(-1)!], start, end);
    return new Node(kind, node.text, kind === K.assign ? [target, kids[1]!, none] : [target, none], start, end);
  }
  // What is written in Bash as a command without arguments may be a word.
  if (language === 'bash' && kind === K.call && kids[1]!.kids.length === 0) {
    const [callee] = kids;
    if (callee!.kind === K.name && callee!.text === '...') return stringPattern(callee!);
    if (callee!.kind !== K.call && (callee!.kind !== K.name || callee!.text.startsWith('$'))) return callee;
  }
  // In a language whose strings are filled in, "$X" is filled in; here it is the string's content.
  if (
    kind === K.template &&
    kids.length === 1 &&
    kids[0]!.kind === K.metavariable &&
    language !== 'python' &&
    language !== 'csharp' &&
    language !== 'bash'
  )
    return new Node(K.string, '', [kids[0]!], start, end);
  return undefined;
}
