import { ReadFailure } from './reader.ts';
import type { Patience } from './text-lines.ts';

/** A key, an item, or both (`- key:`) of a block of YAML. Lines count from 1. */
export interface YamlBlock {
  /** Undefined for an item that is no mapping. */
  readonly key: string | undefined;
  /** The value on the same line, without quotes; '' when there is none. Flow collections, anchors and tags stay as they are written. */
  readonly text: string;
  readonly line: number;
  endLine: number;
  /** Whether a dash begins it. */
  readonly item: boolean;
  readonly children: YamlBlock[];
}

/**
 * The part of YAML that tools write into their lockfiles: block mappings and sequences of one-line scalars, by their indentation. Literal and
 * folded texts become children without keys. Not for files in which people use the whole language. Throws ReadFailure `too-deep` or
 * `too-large`.
 */
export function readYamlBlocks(lines: readonly string[], patience: Patience): YamlBlock {
  const root: YamlBlock = { key: undefined, text: '', line: 1, endLine: lines.length, item: false, children: [] };
  // Blocks that are open, each with the column at which its children stand at least.
  const open: { readonly block: YamlBlock; readonly column: number }[] = [{ block: root, column: -1 }];
  let blocks = 0;
  for (const [i, line] of lines.entries()) {
    patience.check(i + 1);
    const content = line.trimStart();
    if ((blocks += 1) > mostBlocks) throw new ReadFailure('too-large', `more than ${mostBlocks} lines`, i + 1);
    if (content === '' || content[0] === '#' || content === '---' || content === '...') continue;
    const column = line.length - content.length;
    const isItem = content === '-' || content.startsWith('- ');
    while (open.length > 1 && closes(open.at(-1), column, isItem)) open.pop();
    if (open.length > 64) throw new ReadFailure('too-deep', 'nested more than 64 levels', i + 1);
    const inner = isItem ? content.slice(1).trimStart() : content;
    const block: YamlBlock = { ...keyAndText(inner), line: i + 1, endLine: i + 1, item: isItem, children: [] };
    open.at(-1)?.block.children.push(block);
    for (const { block: around } of open) around.endLine = i + 1;
    root.endLine = lines.length;
    open.push({ block, column });
    // `- a: 1` opens an item, and in it a mapping whose further keys stand below `a`.
    if (isItem && block.key !== undefined) {
      const first: YamlBlock = { ...block, item: false, children: [] };
      block.children.push(first);
      open.push({ block: first, column: line.length - inner.length });
    }
  }
  return root;
}

const mostBlocks = 1_000_000;

/** A sequence may stand at the column of the key that it belongs to. */
function closes(
  open: { readonly block: YamlBlock; readonly column: number },
  column: number,
  isItem: boolean,
): boolean {
  if (column > open.column) return false;
  return !(isItem && column === open.column && !open.block.item && open.block.text === '');
}

function keyAndText(content: string): Pick<YamlBlock, 'key' | 'text'> {
  const quote = content[0];
  if (quote === '"' || quote === "'") {
    const end = content.indexOf(quote, 1);
    if (end !== -1 && content[end + 1] === ':')
      return { key: content.slice(1, end), text: scalarOf(content.slice(end + 2)) };
    return { key: undefined, text: scalarOf(content) };
  }
  // A colon at the beginning belongs to the key: Ruby writes its symbols so.
  const colon = content.endsWith(':') && !content.includes(': ') ? content.length - 1 : content.indexOf(': ', 1);
  if (colon < 1) return { key: undefined, text: scalarOf(content) };
  return { key: content.slice(0, colon), text: scalarOf(content.slice(colon + 1)) };
}

function scalarOf(written: string): string {
  const text = written.trim();
  const quote = text[0];
  if (quote === '"' || quote === "'") {
    const end = text.indexOf(quote, 1);
    return end === -1 ? text : text.slice(1, end);
  }
  const comment = text.indexOf(' #');
  return comment === -1 ? text : text.slice(0, comment).trimEnd();
}

/** The first child of this key. */
export function blockOf(block: YamlBlock | undefined, key: string): YamlBlock | undefined {
  return block?.children.find((child) => child.key === key);
}

/** The text of the first child of this key; undefined when there is none or it is empty. */
export function blockText(block: YamlBlock | undefined, key: string): string | undefined {
  return blockOf(block, key)?.text || undefined;
}
