import { readData } from './data.ts';
import type { PatternLanguage } from './languages.ts';
import { K, leaf, Node, none } from './node.ts';
import type { Pattern } from './pattern.ts';

/** A pattern in a language that we read ourselves. Undefined when it is no text of it. */
export function parseDataPattern(text: string, language: PatternLanguage): Pattern | undefined {
  const root = readData(language === 'yaml' ? withEntries(text) : text.trim(), language);
  if (root === undefined || root.kids.length === 0) return undefined;
  const nodes = root.kids.map((kid) => patterned(kid, language));
  const [only] = nodes;
  // One entry is looked for wherever it stands.
  if (nodes.length === 1 && language === 'yaml' && only!.kind === K.dict && only!.kids.length === 1)
    return { nodes: only!.kids };
  // One item is looked for in lists of many.
  if (nodes.length === 1 && language === 'yaml' && only!.kind === K.list && only!.kids.length === 1)
    return { nodes: only!.kids };
  return { nodes };
}

/** `...` on a line of its own stands for entries of what it stands in. */
function withEntries(text: string): string {
  const lines = text.replace(/\s+$/, '').split('\n');
  return lines
    .map((line, i) => {
      const match = /^(\s*)(\.\.\.|\$\.\.\.[A-Z_][A-Z_0-9]*)\s*$/.exec(line);
      if (match === null)
        return line.replace(/\{\s*\.\.\.\s*\}/g, '{"...": "..."}').replace(/(:|-)\s+\.\.\.\s*$/, '$1 "..!"');
      const [, indent = '', word] = match;
      return isInList(lines, i, indent.length) ? `${indent}- "..!"` : `${indent}"..!${i}": "${word}"`;
    })
    .join('\n');
}

function isInList(lines: readonly string[], at: number, indent: number): boolean {
  for (const step of [1, -1])
    for (let i = at + step; i >= 0 && i < lines.length; i += step) {
      const line = lines[i]!;
      if (/^\s*$/.test(line) || /^\s*\.\.\.\s*$/.test(line)) continue;
      const own = /^\s*/.exec(line)![0].length;
      if (own < indent) break;
      if (own === indent) return line.startsWith('-', indent);
    }
  return false;
}

function patterned(node: Node, language: PatternLanguage): Node {
  const { kind, text, start, end } = node;
  if (kind === K.name || (kind === K.symbol && language === 'yaml') || (kind === K.string && text.startsWith('..!')))
    return word(node);
  if (kind === K.string) return content(node);
  if (kind === K.pair && (node.kids[0]!.text.startsWith('..!') || node.kids[0]!.text === '...')) {
    const several = node.kids[1]!.text;
    return several.startsWith('$...') ? leaf(K.metavariables, several, start, end) : leaf(K.ellipsis, '', start, end);
  }
  const kids = node.kids.map((kid) => (kid.kind === K.none ? none : patterned(kid, language)));
  // What holds nothing but an ellipsis may be anything.
  const value = kind === K.pair ? kids[1] : undefined;
  if (value !== undefined && language === 'yaml' && isOnlyEllipsis(value))
    return new Node(kind, text, [kids[0]!, leaf(K.ellipsis, '', start, end)], start, end);
  return new Node(kind, text, kids, start, end);
}

function word(node: Node): Node {
  const { text, start, end } = node;
  if (text === '...' || text.startsWith('..!')) return leaf(K.ellipsis, '', start, end);
  if (/^\$\.\.\.[A-Z_][A-Z_0-9]*$/.test(text)) return leaf(K.metavariables, text, start, end);
  if (/^\$[A-Z_][A-Z_0-9]*$/.test(text)) return leaf(K.metavariable, text, start, end);
  return node;
}

function content({ text, start, end }: Node): Node {
  if (text === '...') return new Node(K.string, '', [leaf(K.ellipsis, '', start, end)], start, end);
  if (/^\$[A-Z_][A-Z_0-9]*$/.test(text))
    return new Node(K.string, '', [leaf(K.metavariable, text, start, end)], start, end);
  const expression = /^=~\/([\s\S]*)\/[a-z]*$/.exec(text);
  if (expression !== null) return new Node(K.string, '', [leaf(K.matching, expression[1]!, start, end)], start, end);
  return leaf(K.string, text, start, end);
}

function isOnlyEllipsis({ kind, kids }: Node): boolean {
  return (kind === K.dict || kind === K.list) && kids.length === 1 && kids[0]!.kind === K.ellipsis;
}
