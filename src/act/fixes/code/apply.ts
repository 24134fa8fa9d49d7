import type { Repair } from '#ground/model';

export type Edit = Repair['edits'][number];

/**
 * The text with all edits made, every other character kept. Undefined when two of them overlap, or one lies outside of the text: then it is
 * not the text that they were made for. Columns count UTF-16 units, lines end with LF.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string | undefined {
  const starts = lineStarts(text);
  const parts: { readonly from: number; readonly to: number; readonly by: string }[] = [];
  for (const { location, text: by } of edits) {
    const from = offsetOf(text, starts, location.startLine, location.startColumn);
    const to = offsetOf(text, starts, location.endLine, location.endColumn);
    if (from === undefined || to === undefined || to < from) return undefined;
    parts.push({ from, to, by });
  }
  parts.sort((a, b) => a.from - b.from || a.to - b.to);
  let result = '';
  let at = 0;
  for (const { from, to, by } of parts) {
    if (from < at) return undefined;
    result += text.slice(at, from) + by;
    at = to;
  }
  return result + text.slice(at);
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function offsetOf(text: string, starts: readonly number[], line: number, column: number): number | undefined {
  const start = starts[line - 1];
  if (start === undefined) return undefined;
  const end = (starts[line] ?? text.length + 1) - 1;
  const offset = start + column - 1;
  return offset > end ? undefined : offset;
}
