import type { Node as YamlNode, Pair } from 'yaml';
import { K, leaf, Node } from './node.ts';

type Yaml = typeof import('yaml');
let yaml: Yaml | undefined;

/** YAML's reader is loaded for those alone who have rules for YAML. */
export async function prepareYaml(): Promise<void> {
  yaml ??= await import('yaml');
}

const maxDepth = 200;
const maxLength = 2 * 1024 * 1024;

/** All documents of a text. Undefined before `prepareYaml`, for what is too large or too deep, and for what is no YAML at all. */
export function readYamlTree(text: string): Node | undefined {
  if (yaml === undefined || text.length > maxLength || nestsTooDeep(text)) return undefined;
  const documents = yaml.parseAllDocuments(text, {
    uniqueKeys: false,
    prettyErrors: false,
    keepSourceTokens: false,
    logLevel: 'silent',
  });
  const kids: Node[] = [];
  for (const document of 'empty' in documents ? [] : documents) {
    if (document.contents === null) continue;
    const node = convert(document.contents, yaml, 0);
    if (node !== undefined) kids.push(node);
  }
  return kids.length === 0 ? undefined : new Node(K.file, '', kids, 0, text.length);
}

/** The reader is recursive. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    else if ((character === ']' || character === '}') && depth > 0) depth -= 1;
    if (depth > maxDepth) return true;
  }
  return /^ {1200}/m.test(text) || /(?:- ){200}/.test(text);
}

function convert(node: YamlNode, library: Yaml, depth: number): Node | undefined {
  const [start, end] = node.range ?? [0, 0];
  if (depth > maxDepth) return undefined;
  if (library.isMap<YamlNode, YamlNode | null>(node)) {
    const pairs = node.items.flatMap((pair) => pairOf(pair, library, depth) ?? []);
    return new Node(K.dict, '', pairs, start, pairs.at(-1)?.end ?? end);
  }
  if (library.isSeq<YamlNode>(node)) {
    const items = node.items.flatMap((item) => convert(item, library, depth + 1) ?? []);
    return new Node(K.list, '', items, start, items.at(-1)?.end ?? end);
  }
  if (library.isScalar(node)) {
    const text = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
    const isQuoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
    // A plain word may be a metavariable of a pattern.
    return leaf(isQuoted ? K.string : K.symbol, text, start, end);
  }
  return library.isAlias(node) ? leaf(K.symbol, `*${node.source}`, start, end) : undefined;
}

function pairOf(pair: Pair<YamlNode, YamlNode | null>, library: Yaml, depth: number): Node | undefined {
  const key = convert(pair.key, library, depth + 1);
  if (key === undefined) return undefined;
  const value = pair.value === null ? undefined : convert(pair.value, library, depth + 1);
  return new Node(K.pair, '', [key, value ?? leaf(K.symbol, '', key.end, key.end)], key.start, value?.end ?? key.end);
}
