import { convert, isReserved, loopOf } from './expression.ts';
import type { TemplateWriter } from './writer.ts';

/** Mako (docs.makotemplates.org): `${expression | filters}`, lines that begin with `%`, `<%include file="…"/>`. Code blocks are passed over. */
export function writeMako(text: string, out: TemplateWriter): void {
  const loops: string[] = [];
  let at = 0;
  for (let next = nextMark(text, 0); next !== undefined; next = nextMark(text, at)) {
    out.html.read(text, at, next.at);
    const { at: start, kind } = next;
    const close = text.indexOf(kind === 'put' ? '}' : kind === 'line' ? '\n' : '>', start + 2);
    at = close < 0 ? text.length : close + 1;
    const inner = text.slice(start, close < 0 ? text.length : close);
    if (kind === 'put') putOut(inner.slice(2), start, at, out);
    else if (kind === 'line') control(inner.trim().slice(1).trim(), loops, out);
    else {
      const [, tag, file] = /^<%(include|inherit)\s[^>]*?file\s*=\s*["']([^"'$]{1,200})["']/.exec(inner) ?? [];
      if (tag !== undefined) out.include(file!, '', start, at);
      else if (/^<%!?\s/.test(inner)) {
        const end = text.indexOf('%>', start);
        at = end < 0 ? text.length : end + 2;
      }
    }
  }
  for (const _ of loops) {
    out.code('}\n');
    out.close();
  }
}

function putOut(inner: string, start: number, end: number, out: TemplateWriter): void {
  // Filters stand behind one sign, with commas.
  const bar = inner.lastIndexOf('|');
  const filters = bar < 0 ? [] : inner.slice(bar + 1).split(',');
  const said = bar < 0 ? inner : inner.slice(0, bar) + filters.map((filter) => `|${filter.trim()}`).join('');
  const { code, isSafe } = convert(said, out.names, out.macros);
  if (code !== '""') out.put(code, start, end, isSafe);
}

function control(line: string, loops: string[], out: TemplateWriter): void {
  if (/^endfor\b/.test(line)) {
    if (loops.pop() === undefined) return;
    out.code('}\n');
    out.close();
    return;
  }
  const said = /^for\s/.test(line) && line.endsWith(':') ? loopOf(line.slice(3, -1)) : undefined;
  if (said === undefined || loops.length > 50) return;
  const own = said.names.filter((name) => !isReserved(name));
  if (own.length === 0) return;
  out.code(
    `for (let ${own.length === 1 ? own[0] : `[${own.join(', ')}]`} of ${convert(said.iterated, out.names, out.macros).code}) {\n`,
  );
  out.open(own);
  loops.push(own[0]!);
}

function nextMark(text: string, from: number): { at: number; kind: 'put' | 'line' | 'tag' } | undefined {
  const pattern = /\$\{|<%|^[ \t]*%(?!%)/gm;
  pattern.lastIndex = from;
  const found = pattern.exec(text);
  if (found === null) return undefined;
  const kind = found[0] === '${' ? 'put' : found[0] === '<%' ? 'tag' : 'line';
  return { at: found.index, kind };
}
