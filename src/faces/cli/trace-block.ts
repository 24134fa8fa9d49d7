import type { Finding, TraceStep } from '#ground/model';
import { columnsOf, keepEnd, keepStart } from './layout.ts';
import type { Terminal } from './terminal.ts';
import { visible, visibleCode } from './visible.ts';

/** Steps shown before the middle of a long way is left out. */
const shownInFull = 8;

/** The way from a source to a sink, step by step: where, what happens there, and the line of code. Nothing for what has none. */
export function traceBlock({ trace }: Pick<Finding, 'trace'>, terminal: Terminal, whole = false): string[] {
  if (trace === undefined) return [];
  const { style, marks } = terminal;
  const shown = whole || trace.length <= shownInFull ? trace : [...trace.slice(0, 4), ...trace.slice(3 - shownInFull)];
  const lines = shown.flatMap((step, at) => [
    ...(shown.length < trace.length && at === 4
      ? [style.dim(`      ${marks.ellipsis} ${trace.length - shown.length} steps between`)]
      : []),
    ...stepLines(step, at === 0 ? undefined : shown[at - 1], terminal),
  ]);
  return ['', ...lines];
}

/** A file is named where it differs from the step before. */
function stepLines(
  { location, note, symbol, code }: TraceStep,
  before: TraceStep | undefined,
  terminal: Terminal,
): string[] {
  const { style, marks, columns } = terminal;
  const isElsewhere = before?.location.path !== location.path;
  const inside = symbol === undefined || symbol === '' ? '' : ` in ${visible(symbol)}`;
  const file = isElsewhere ? [style.accent(`    ${keepEnd(visible(location.path), columns - 4, marks.ellipsis)}`)] : [];
  const isSameLine = !isElsewhere && before.location.startLine === location.startLine;
  const at = isSameLine ? '     ' : String(location.startLine).padStart(5);
  const said = keepStart(`${visible(note)}${inside}`, columns - 10, marks.ellipsis);
  const head = `    ${style.dim(at)} ${said}`;
  if (code === undefined || isSameLine) return [...file, head];
  const room = columns - 10;
  const line = visibleCode(code.trim());
  return [
    ...file,
    head,
    style.dim(`          ${columnsOf(line) <= room ? line : keepStart(line, room, marks.ellipsis)}`),
  ];
}
