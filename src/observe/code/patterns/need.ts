import type { CompiledFormula, CompiledPart, CompiledTaint, EncodedNode, Need } from './image.ts';
import { K } from './tree/node.ts';

/** Which words a text must have before a formula can find anything in it. */
export function needOf(formula: CompiledFormula): Need {
  switch (formula.op) {
    case 'tree': {
      const words = new Set<string>();
      for (const node of formula.nodes) wordsOf(node, words);
      return both([...words]);
    }
    case 'words': {
      const text = formula.text.replace(/\$(?:\.\.\.)?[A-Z_][A-Z_0-9]*|\.\.\./g, ' ');
      return both([...new Set(text.match(/\w+/g) ?? [])]);
    }
    case 'all': {
      const inner = formula.where.flatMap((one) =>
        one.kind === 'pattern' && one.language === undefined ? [needOf(one.formula)] : [],
      );
      return both([...formula.of.map(needOf), ...inner]);
    }
    case 'any':
      return either(formula.of.map(needOf));
    case 'inside':
      return needOf(formula.of);
    default:
      return undefined;
  }
}

/** A source and a sink. */
export function needOfTaint({ sources, sinks }: CompiledTaint): Need {
  return both([someOf(sources), someOf(sinks)]);
}

function someOf(parts: readonly CompiledPart[]): Need {
  return either(parts.map(({ formula }) => needOf(formula)));
}

function both(needs: readonly Need[]): Need {
  const known = needs.filter((need) => need !== undefined);
  return known.length === 0 ? undefined : known.length === 1 ? known[0] : { all: known };
}

function either(needs: readonly Need[]): Need {
  if (needs.length === 0 || needs.includes(undefined)) return undefined;
  return needs.length === 1 ? needs[0] : { any: needs };
}

const silent = new Set(['default', 'var', 'this', 'self', 'constructor', 'cls']);

function wordsOf([kind, text, kids, , attributes]: EncodedNode, words: Set<string>): void {
  if (kind === K.typed || kind === K.matching || kind === K.regex) return;
  if (kind === K.name || kind === K.symbol) {
    if (!silent.has(text)) for (const word of text.match(/[A-Za-z0-9_]+/g) ?? []) if (word.length > 1) words.add(word);
  } else if (kind === K.string && kids.length === 0) {
    const plain = text.replace(/\\./g, ' ').replace(/\w*\$[A-Z_][A-Z_0-9]*\w*|\w*\.\.\.\w*/g, ' ');
    for (const word of plain.match(/\w+/g) ?? []) if (word.length > 1) words.add(word);
  }
  for (const kid of kids) wordsOf(kid, words);
  for (const one of attributes ?? []) wordsOf(one, words);
}

/** Whether a text that has these words meets a need. */
export function meets(need: Need, has: (word: string) => boolean): boolean {
  if (need === undefined) return true;
  if (typeof need === 'string') return has(need);
  return 'all' in need ? need.all.every((one) => meets(one, has)) : need.any.some((one) => meets(one, has));
}
