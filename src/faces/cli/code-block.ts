import type { Finding } from '#ground/model';
import { columnsOf } from './layout.ts';
import type { Terminal } from './terminal.ts';
import { visibleCode } from './visible.ts';

/**
 * Code as code: line numbers in the margin, the finding's lines marked, carets below the redacted text where it stands
 * in one line. A line that is too long is shown around it. Secrets were redacted before they came here.
 */
export function codeBlock(finding: Finding, context: NonNullable<Finding['context']>, terminal: Terminal): string[] {
  const { marks, style, columns } = terminal;
  const digits = String(context.startLine + context.lines.length - 1).length;
  const room = columns - digits - 7;
  return context.lines.flatMap((line, at) => {
    const number = context.startLine + at;
    const margin = `${String(number).padStart(digits)} ${marks.rule} `;
    const marked = number >= finding.location.startLine && number <= finding.location.endLine;
    if (!marked) return [style.dim(`    ${margin}${windowAround(line, 0, 0, room, marks.ellipsis).text}`.trimEnd())];
    const excerpt = finding.excerpt ?? '';
    const found = excerpt === '' ? -1 : line.indexOf(excerpt);
    const { text, start, length } = windowAround(
      line,
      Math.max(0, found),
      found < 0 ? 0 : excerpt.length,
      room,
      marks.ellipsis,
    );
    const shown = `  ${style.red('>')} ${margin}${text}`.trimEnd();
    if (found < 0) return [shown];
    return [
      shown,
      `    ${' '.repeat(digits)} ${marks.rule} ${' '.repeat(start)}${style.red(marks.caret.repeat(Math.max(1, length)))}`,
    ];
  });
}

/** What is shown of a line: at most `room` columns around the mark, and where the mark stands in it, in columns. */
function windowAround(
  line: string,
  start: number,
  length: number,
  room: number,
  ellipsis: string,
): { text: string; start: number; length: number } {
  const before = visibleCode(line.slice(0, start));
  const marked = visibleCode(line.slice(start, start + length));
  const after = visibleCode(line.slice(start + length));
  if (columnsOf(before + marked + after) <= room)
    return { text: before + marked + after, start: columnsOf(before), length: columnsOf(marked) };
  const leading = fromEnd(before, Math.max(8, Math.floor((room - columnsOf(marked)) / 2)), ellipsis);
  const shownMark = fromStart(marked, Math.max(4, room - columnsOf(leading)), ellipsis);
  const trailing = fromStart(after, Math.max(0, room - columnsOf(leading) - columnsOf(shownMark)), ellipsis);
  return { text: leading + shownMark + trailing, start: columnsOf(leading), length: columnsOf(shownMark) };
}

function fromStart(text: string, columns: number, ellipsis: string): string {
  if (columnsOf(text) <= columns) return text;
  let shown = '';
  for (const character of text) {
    if (columnsOf(shown + character + ellipsis) > columns) break;
    shown += character;
  }
  return columns < columnsOf(ellipsis) ? '' : shown + ellipsis;
}

function fromEnd(text: string, columns: number, ellipsis: string): string {
  if (columnsOf(text) <= columns) return text;
  const characters = Array.from(text);
  let shown = '';
  while (characters.length > 0 && columnsOf((characters.at(-1) ?? '') + shown + ellipsis) <= columns)
    shown = (characters.pop() ?? '') + shown;
  return ellipsis + shown;
}
