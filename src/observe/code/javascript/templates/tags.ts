import { parse } from '../parse.ts';
import type { TemplateWriter } from './writer.ts';

/** EJS and Eta: code in `<% %>`, what is put out in `<%= %>`, as it is in `<%- %>` and `<%~ %>`. `isBare`: only what is put out. */
export function writeTags(source: string, isBare: boolean, out: TemplateWriter): void {
  const text = withoutOurs(source);
  let at = 0;
  for (let open = text.indexOf('<%'); open >= 0; open = text.indexOf('<%', at)) {
    out.html.read(text, at, open);
    if (text[open + 2] === '%') {
      at = open + 3;
      continue;
    }
    const close = text.indexOf('%>', open + 2);
    if (close < 0) break;
    at = close + 2;
    const kind = text[open + 2]!;
    const from = /[-=~_#]/.test(kind) ? open + 3 : open + 2;
    const to = close > from && /[-_]/.test(text[close - 1]!) ? close - 1 : close;
    if (kind === '#') continue;
    if (kind === '=' || kind === '-' || kind === '~') putTag(text, from, to, open, at, kind !== '=', isBare, out);
    else codeTag(text, from, to, open, at, isBare, out);
  }
}

const included =
  /^(?:await\s+)?(?:include|layout|includeFile)(?:Async)?\s*\(\s*(["'`])([^"'`$\n]{1,200})\1\s*(?:,(.*))?\)$/s;

function putTag(
  text: string,
  from: number,
  to: number,
  start: number,
  end: number,
  isRaw: boolean,
  isBare: boolean,
  out: TemplateWriter,
): void {
  const code = text.slice(from, to).trim().replace(/;$/, '');
  if (include(code, start, end, out)) return;
  if (code === '' || (isBare && !isExpression(code))) return;
  nameAll(code, out.names);
  // A comment at its end must not swallow what follows.
  out.put(`${code}\n`, start, end, isRaw);
}

function codeTag(
  text: string,
  from: number,
  to: number,
  start: number,
  end: number,
  isBare: boolean,
  out: TemplateWriter,
): void {
  const code = text.slice(from, to).trim().replace(/;$/, '');
  const old = /^include\s+["']?([\w./-]{1,200})["']?$/.exec(code)?.[1];
  if (old !== undefined) return out.include(old, '', start, end);
  if (include(code, start, end, out) || isBare) return;
  nameAll(code, out.names);
  out.copy(text, from, to);
  out.code('\n');
}

function include(code: string, start: number, end: number, out: TemplateWriter): boolean {
  const [, , name, given] = included.exec(code) ?? [];
  if (name === undefined) return false;
  const data = given?.trim().replace(/,$/, '') ?? '';
  const isGiven = data !== '' && isExpression(data);
  if (isGiven) nameAll(data, out.names);
  out.include(name, isGiven ? `...(${data}\n)` : '', start, end);
  return true;
}

/**
 * The same text, of the same length, in which the template's code has no name that stands for something of ours: it could say of what is put
 * out as it is that it is nothing. Escapes in names go too.
 */
export function withoutOurs(text: string): string {
  if (!text.includes('$') && !text.includes('\\u')) return text;
  return text
    .replaceAll(/\\u(?:0024|\{0{0,20}24\})/g, (escape) => '_'.repeat(escape.length))
    .replaceAll(
      /(?<![\w$.])\$(?=(?:put|raw|script|address|escape|at|number|code|request|other\d+)(?![\w$])|helper_|\\u|\w+\\u)/g,
      '_',
    );
}

/** Names that code may read, whichever it declares itself. */
export function nameAll(code: string, names: Set<string>): void {
  for (const [name] of code.matchAll(/(?<![\w$.])[A-Za-z_$][\w$]*/g)) names.add(name);
}

export function isExpression(code: string): boolean {
  if (code.length > 5000 || /[[({]{60}/.test(code.replaceAll(/[^[({]/g, ''))) return false;
  return 'program' in parse(`(${code}\n)`, 'ts', 'module');
}
