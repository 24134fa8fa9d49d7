import type { Parsers } from '#ground/syntax';
import { type PatternLanguage, grammars } from './languages.ts';
import { K, leaf, Node, none } from './node.ts';
import { superglobal, withPlaceholders } from './placeholders.ts';
import { marks, styles } from './styles.ts';

/** What a pattern is: statements that follow each other; most often one, which may be an expression. */
export interface Pattern {
  readonly nodes: readonly Node[];
}

/** What a pattern may need around it, before its language's grammar takes it. `W__` marks what is around. */
const wrappers: Readonly<Partial<Record<PatternLanguage, readonly (readonly [string, string])[]>>> = {
  javascript: [
    ['', ''],
    ['(', ')'],
    ['class W__ {', '\n}'],
    ['({', '})'],
    ['switch (W__) {', '}'],
    ['function W__() {', '\n}'],
    ['', ' {}'],
    ['', '\nclass W__ {}'],
    ['try { ell__; } ', ''],
  ],
  python: [
    ['', ''],
    ['', ' ell__'],
    ['', '\n    ell__'],
    ['{', '}'],
    ['', '\ndef W__(): ell__'],
    ['W__(', ')'],
    ['try:\n  ell__\n', ''],
    ['class W__:\n  def ', ': ell__'],
  ],
  go: [
    ['', ''],
    ['func W__() {\n', '\n}'],
    ['type W__ struct {\n', '\n}'],
    ['W__{', '}'],
    ['switch W__ {\n', '\n}'],
    ['', ' {}'],
  ],
  java: [
    ['', ''],
    ['', ';'],
    ['class W__ {', '\n}'],
    ['', ' {}'],
    ['class W__ {', ' {} }'],
    ['class W__ { ', '\nint W__; }'],
    ['switch (W__) {', '}'],
    ['try { ell__; } ', ''],
    ['class W__ { void W__() {', '\n} }'],
    ['', '\nclass W__ {}'],
  ],
  csharp: [
    ['', ''],
    ['', ';'],
    ['var W__ = ', ';'],
    ['class W__ {', '\n}'],
    ['', ' {}'],
    ['class W__ {', ' {} }'],
    ['class W__ { ', '\nint W__; }'],
    ['class W__ { void W__() {', '\n} }'],
    ['switch (W__) {', '}'],
    ['try { ell__(); } ', ''],
    ['class W__ { void W__() {', ';\n} }'],
    ['', '\nclass W__ {}'],
  ],
  php: [
    ['<?php ', ''],
    ['<?php ', ';'],
    ['<?php class W__ {', '\n}'],
    ['<?php [', '];'],
    ['<?php ', ' {}'],
    ['<?php try { $ell__; } ', ''],
    ['<?php ', ' function W__() {}'],
    ['', ''],
  ],
  ruby: [
    ['', ''],
    ['', '\nend'],
    ['{', '}'],
    ['W__(', ')'],
  ],
  rust: [
    ['', ''],
    ['', ';'],
    ['impl W__ {', '\n}'],
    ['match W__ {', '}'],
    ['fn W__() {', '\n}'],
    ['', ' fn W__() {}'],
  ],
  kotlin: [
    ['', ''],
    ['class W__ {', '\n}'],
    ['', ' {}'],
    ['fun W__() {', '\n}'],
    ['', '\nfun W__() {}'],
    ['try { ell__ } ', ''],
  ],
  bash: [['', '']],
};

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
  for (const [before, after] of ordered(kind, trimmed))
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

const annotated: ReadonlySet<PatternLanguage> = new Set(['java', 'csharp', 'kotlin', 'php', 'rust']);

function ordered(kind: PatternLanguage, text: string): readonly (readonly [string, string])[] {
  const all = wrappers[kind]!;
  if (/^(?:catch|finally|except)\b/.test(text)) return [...all.filter(([before]) => before.includes('try')), ...all];
  // An annotation alone is about what it stands on; in C# it would be a list.
  if (/^(?:@[\w.$]+(?:\([^]*\))?|\[[A-Z$][^\n]*\]|#\[[^\n]*\])$/.test(text) && annotated.has(kind))
    return [...all.filter(([before, after]) => !before.includes('{') && after.includes('W__')), ...all];
  // `{a: 1}` is a block with a label otherwise.
  if (kind === 'javascript' && text.startsWith('{')) return [all[1]!, all[0]!, ...all.slice(2)];
  return all;
}

function finished(root: Node, language: PatternLanguage): Pattern | undefined {
  let nodes: readonly Node[] = root.kids;
  const around = findWrapper(root);
  if (around !== undefined) nodes = around;
  const own = nodes.filter((node) => !isWrapper(node));
  const wanted = own.length === 0 ? nodes.flatMap(({ attributes }) => attributes) : own;
  return { nodes: wanted.map((node) => lone(patterned(node, language))) };
}

/** A `catch` that was given a `try`. */
function lone(node: Node): Node {
  if (node.kind !== K.try || node.kids[0]!.kids.length !== 1 || node.kids[0]!.kids[0]!.kind !== K.ellipsis) return node;
  const [, clauses, last] = node.kids as [Node, Node, Node];
  const isOurs = node.kids[0]!.start < 12 && clauses.kids.length === 1 && last.kind === K.none;
  return isOurs && clauses.kids[0]!.kind === K.catch ? clauses.kids[0]! : node;
}

function isWrapper(node: Node): boolean {
  return (
    node.kids.some((kid) => kid.kind === K.name && kid.text === 'W__') || (node.kind === K.name && node.text === 'W__')
  );
}

/** What stands in the innermost thing that was put around the pattern. */
function findWrapper(root: Node): readonly Node[] | undefined {
  let found: readonly Node[] | undefined;
  const open: Node[] = [...root.kids];
  for (let node = open.shift(); node !== undefined; node = open.shift()) {
    if (isWrapper(node)) {
      if (node.kind === K.assign && node.kids[0]!.text === 'W__') return [node.kids[1]!];
      const body = node.kids.findLast((kid) => kid.kind === K.block || kid.kind === K.args || kid.kind === K.dict);
      if (
        body !== undefined &&
        body.kids.some(
          (kid) => !isWrapper(kid) || kid.kids.some((inner) => inner.kind === K.block && inner.kids.length > 0),
        )
      )
        found = body.kids;
      // A declaration behind the pattern only: it stays beside it.
      else if (root.kids.length > 1 && node.parent === root) return undefined;
    }
    open.push(...node.kids.filter((kid) => kid.kind !== K.none));
  }
  return found;
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
