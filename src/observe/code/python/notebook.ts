import { type JsonNode, readJson } from '#ground/formats';
import type { ModuleIr } from '../ir/ir.ts';

/** The code of a notebook as one text. */
export interface Notebook {
  readonly code: string;
  /** Offsets at which lines of the file begin. */
  readonly lines: readonly number[];
  /** The offset in the file for one in `code`: exact to the line. */
  readonly place: (offset: number) => number;
}

/**
 * The cells with Python code of a Jupyter notebook (nbformat 4), one after another; undefined when there are none. Commands for the shell and
 * for IPython (`!ls`, `%time`) are left out. Throws JsonFailure.
 */
export function readNotebook(text: string, deadline: number): Notebook | undefined {
  const root = readJson(Buffer.from(text, 'utf8'), { deadline });
  const language = root.get('metadata')?.get('language_info')?.get('name')?.text ?? 'python';
  if (!/^i?python$/i.test(language)) return undefined;
  const starts = lineStarts(text);
  const lines: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let length = 0;
  for (const cell of root.get('cells')?.items ?? []) {
    if (cell.get('cell_type')?.text !== 'code') continue;
    const own = linesOf(cell.get('source'));
    if (/^%%(?!time|timeit|capture|python)/.test(own[0]?.code ?? '')) continue;
    for (const { code, line } of own) {
      const kept = /^\s*[%!?]/.test(code) ? '' : code;
      const start = starts[line - 1] ?? 0;
      from.push(length);
      // Behind the quote with which the line's text begins.
      to.push(start + /^\s*(?:"source"\s*:\s*\[?\s*)?"?/.exec(text.slice(start, start + 200))![0].length);
      lines.push(kept);
      length += kept.length + 1;
    }
  }
  if (lines.length === 0) return undefined;
  return { code: `${lines.join('\n')}\n`, lines: starts, place: (offset) => placed(offset, from, to, text.length) };
}

/** `from`: where lines of the code begin, `to`: where each of them stands in the file. */
function placed(offset: number, from: readonly number[], to: readonly number[], length: number): number {
  let low = 0;
  let high = from.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (from[middle]! <= offset) low = middle;
    else high = middle;
  }
  const end = Math.max(to[low]!, to[low + 1] ?? length);
  return Math.min(to[low]! + offset - from[low]!, end);
}

function linesOf(source: JsonNode | undefined): { readonly code: string; readonly line: number }[] {
  if (source === undefined) return [];
  const parts = source.text === undefined ? source.items : [source];
  return parts.flatMap((part) =>
    (part.text ?? '')
      .replace(/\r?\n$/, '')
      .split(/\r?\n/)
      .map((code) => ({ code, line: part.line })),
  );
}

/** The intermediate form of a notebook's code, with places in the notebook's file. */
export function placedIn({ lines, place }: Notebook, ir: ModuleIr): ModuleIr {
  return {
    ...ir,
    lines,
    functions: ir.functions.map((one) => ({
      ...one,
      start: place(one.start),
      end: place(one.end),
      code: one.code.map((number, at) => (at % 6 < 4 ? number : place(number))),
    })),
    classes: ir.classes.map((one) => ({ ...one, start: place(one.start), end: place(one.end) })),
  };
}

function lineStarts(text: string): number[] {
  const lines = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1);
  return lines;
}
