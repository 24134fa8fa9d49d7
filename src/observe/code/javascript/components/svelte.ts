import { type Attribute, endOfBraces, isVoid, readTag, type Tag } from './tags.ts';
import type { JsxWriter } from './writer.ts';

interface Open {
  /** A tag's name, or `#each` and the like. */
  readonly name: string;
  close: string;
  /** What `{#await}` waits for. */
  readonly awaited?: { readonly start: number; readonly end: number };
}

/**
 * The markup of a Svelte file (svelte.dev/docs/svelte/basic-markup) as JSX: `{@html x}` is an attribute `@html` of an element without a
 * name, `{#each}` is `map`, `{#if}` is `&&`, `{#await}` is `then`. `holes`: parts of the file that are no markup.
 */
export function writeSvelte(text: string, holes: readonly { start: number; end: number }[], out: JsxWriter): void {
  const open: Open[] = [];
  let at = 0;
  let hole = 0;
  out.glue('<>');
  while (at < text.length) {
    const sign = text[at]!;
    if (hole < holes.length && at >= holes[hole]!.start) {
      at = Math.max(at, holes[hole++]!.end);
      continue;
    }
    if (sign === '{') {
      const end = endOfBraces(text, at);
      writeBraces(text, at + 1, Math.max(end - 1, at + 1), open, out);
      at = end;
    } else if (sign === '<') at = text.startsWith('<!--', at) ? endOfComment(text, at) : writeTag(text, at, open, out);
    else at++;
  }
  while (open.length > 0) out.glue(open.pop()!.close);
  out.glue('</>');
}

function endOfComment(text: string, at: number): number {
  const end = text.indexOf('-->', at);
  return end < 0 ? text.length : end + 3;
}

function writeTag(text: string, at: number, open: Open[], out: JsxWriter): number {
  const tag = readTag(text, at, true);
  if (tag === undefined) return at + 1;
  const name = tag.name.replaceAll(/[^\w.-]/g, '-');
  if (tag.isClosing) {
    closeTo(open, name, out);
    return tag.end;
  }
  out.glue('<');
  if (name === tag.name) out.copy(tag.start + 1, tag.start + 1 + name.length);
  else out.glue(name);
  for (const attribute of tag.attributes) writeAttribute(text, attribute, out);
  out.glue('>\n');
  if (tag.isSelfClosing || isVoid(name)) out.glue(`</${name}>\n`);
  else open.push({ name, close: `</${name}>\n` });
  return endOfRaw(text, tag);
}

/** What stands in elements whose text is no markup is passed over. */
function endOfRaw(text: string, { name, end, isSelfClosing }: Tag): number {
  if (isSelfClosing || !/^(?:script|style)$/i.test(name)) return end;
  const close = text.indexOf(`</${name}`, end);
  return close < 0 ? text.length : close;
}

function closeTo(open: Open[], name: string, out: JsxWriter): void {
  if (!open.some((one) => one.name === name)) return;
  for (;;) {
    const last = open.pop()!;
    out.glue(last.close);
    if (last.name === name) return;
  }
}

function writeAttribute(text: string, { name, value }: Attribute, out: JsxWriter): void {
  if (value === undefined) return;
  const said = text.slice(value.start, value.end);
  if (name === '{') {
    if (said.trimStart().startsWith('...')) {
      out.glue(' {...');
      out.expression(value.start + said.indexOf('...') + 3, value.end);
      return out.glue('}');
    }
    const shorthand = said.trim();
    if (!/^[\w$]+$/.test(shorthand)) return;
    out.glue(` ${shorthand.replaceAll('$', '')}={`);
    out.expression(value.start, value.end);
    return out.glue('}');
  }
  if (!said.includes('{')) return;
  const named = name
    .replace(/^on:/, 'on')
    .replaceAll(/[^\w:-]/g, '-')
    .replace(/:(?=.*:)/g, '-');
  out.glue(` ${/^[A-Za-z_]/.test(named) ? named : `x${named}`}={`);
  writeParts(text, value.start, value.end, out);
  out.glue('}');
}

/** `{x}`, or text with such in it. */
function writeParts(text: string, start: number, end: number, out: JsxWriter): void {
  if (text[start] === '{' && endOfBraces(text, start) === end) return out.expression(start + 1, end - 1);
  out.glue('[');
  for (let at = start; at < end;) {
    if (text[at] !== '{') {
      at++;
      continue;
    }
    const close = Math.min(endOfBraces(text, at), end);
    out.expression(at + 1, close - 1);
    out.glue(',');
    at = close;
  }
  out.glue('].join("")');
}

function writeBraces(text: string, start: number, end: number, open: Open[], out: JsxWriter): void {
  const said = text.slice(start, end);
  const word = /^\s*([#:/@]\w+)\s*/.exec(said);
  if (word === null) return writeChild(start, end, out);
  const from = start + word[0].length;
  const rest = text.slice(from, end);
  const kind = word[1]!;
  if (kind === '@html') {
    out.glue('<x-html x-at-html={');
    out.expression(from, end);
    out.glue('}></x-html>\n');
  } else if (kind === '@render') writeChild(from, end, out);
  else if (kind === '@const') writeConst(rest, from, end, open, out);
  else if (kind.startsWith('/')) closeTo(open, `#${kind.slice(1)}`, out);
  else if (kind.startsWith('#'))
    open.push({ name: kind, close: openBlock(kind, rest, from, end, out), awaited: { start: from, end } });
  else if (kind.startsWith(':')) writeElse(kind, rest, from, end, open, out);
}

function writeChild(start: number, end: number, out: JsxWriter): void {
  out.glue('{');
  out.expression(start, end);
  out.glue('}\n');
}

/** What it names is known to the end of what it stands in. */
function writeConst(rest: string, from: number, end: number, open: Open[], out: JsxWriter): void {
  const equals = rest.indexOf('=');
  const last = open.at(-1);
  if (equals < 0 || last === undefined) return;
  out.glue('{((');
  out.copy(from, from + equals);
  out.glue(' = ');
  out.expression(from + equals + 1, end);
  out.glue(') => (<>');
  last.close = `</>))()}${last.close}`;
}

function openBlock(kind: string, rest: string, from: number, end: number, out: JsxWriter): string {
  out.glue('{');
  if (kind === '#each') {
    const split = / as /.exec(rest);
    out.expression(from, split === null ? end : from + split.index);
    out.glue('.map((');
    if (split !== null) {
      const names = rest.slice(split.index + 4).replace(/\s*\([^()]*\)\s*$/, '');
      out.copy(from + split.index + 4, from + split.index + 4 + names.length);
    }
    out.glue(') => (<>');
    return '</>))}';
  }
  if (kind === '#await') {
    const split = / then\s+/.exec(rest);
    out.expression(from, split === null ? end : from + split.index);
    if (split === null) {
      out.glue('}{(<>');
      return '</>)}';
    }
    out.glue('.then((');
    out.copy(from + split.index + split[0].length, end);
    out.glue(') => (<>');
    return '</>))}';
  }
  if (kind === '#snippet') {
    const paren = rest.indexOf('(');
    const last = rest.lastIndexOf(')');
    out.glue('((');
    if (paren >= 0 && last > paren) out.copy(from + paren + 1, from + last);
    out.glue(') => (<>');
    return '</>))}';
  }
  if (kind === '#if') {
    out.expression(from, end);
    out.glue(' && ');
  }
  out.glue('(<>');
  return '</>)}';
}

function writeElse(kind: string, rest: string, from: number, end: number, open: Open[], out: JsxWriter): void {
  const at = open.findLastIndex(({ name }) => name === '#if' || name === '#each' || name === '#await');
  if (at < 0) return;
  while (open.length > at + 1) out.glue(open.pop()!.close);
  const block = open[at]!;
  out.glue(`${block.close}{`);
  block.close = '</>)}';
  const condition = /^if\s+/.exec(rest);
  if (kind === ':else' && condition !== null) {
    out.expression(from + condition[0].length, end);
    out.glue(' && ');
  } else if ((kind === ':then' || kind === ':catch') && rest.trim() !== '') {
    if (block.awaited !== undefined && kind === ':then') {
      out.expression(block.awaited.start, block.awaited.end);
      out.glue('.then');
    }
    out.glue('((');
    out.copy(from, end);
    out.glue(') => (<>');
    block.close = '</>))}';
    return;
  }
  out.glue('(<>');
}
