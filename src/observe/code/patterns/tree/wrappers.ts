import type { PatternLanguage } from './languages.ts';
import { K, type Node } from './node.ts';

const annotated: ReadonlySet<PatternLanguage> = new Set(['java', 'csharp', 'kotlin', 'php', 'rust']);

/** What is tried around a pattern, in this order: text in front and behind. */
export function wrappersOf(kind: PatternLanguage, text: string): readonly (readonly [string, string])[] {
  const own = all[kind]!;
  if (/^(?:catch|finally|except)\b/.test(text)) return [...own.filter(([before]) => before.includes('try')), ...own];
  // An annotation alone is about what it stands on; in C# it would be a list.
  if (/^(?:@[\w.$]+(?:\([^]*\))?|\[[A-Z$][^\n]*\]|#\[[^\n]*\])$/.test(text) && annotated.has(kind))
    return [...own.filter(([before, after]) => !before.includes('{') && after.includes('W__')), ...own];
  // `{a: 1}` is a block with a label otherwise.
  if (kind === 'javascript' && text.startsWith('{')) return [own[1]!, own[0]!, ...own.slice(2)];
  return own;
}

/** What a pattern may need around it, before its language's grammar takes it. `W__` marks what is around. */
const all: Readonly<Partial<Record<PatternLanguage, readonly (readonly [string, string])[]>>> = {
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

/** A `catch` that was given a `try`. */
export function lone(node: Node): Node {
  if (node.kind !== K.try || node.kids[0]!.kids.length !== 1 || node.kids[0]!.kids[0]!.kind !== K.ellipsis) return node;
  const [, clauses, last] = node.kids as [Node, Node, Node];
  const isOurs = node.kids[0]!.start < 12 && clauses.kids.length === 1 && last.kind === K.none;
  return isOurs && clauses.kids[0]!.kind === K.catch ? clauses.kids[0]! : node;
}

export function isWrapper(node: Node): boolean {
  return (
    node.kids.some((kid) => kid.kind === K.name && kid.text === 'W__') || (node.kind === K.name && node.text === 'W__')
  );
}

/** What stands in the innermost thing that was put around the pattern. */
export function findWrapper(root: Node): readonly Node[] | undefined {
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
