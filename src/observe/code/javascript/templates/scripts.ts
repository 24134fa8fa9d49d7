import type { NotLookedAt } from '#ground/model';
import type { ModuleIr } from '../../ir/ir.ts';
import { type Attribute, attributeOf, readTag } from '../components/tags.ts';
import { JsxWriter, originalOffset } from '../components/writer.ts';
import { isTooDeep } from '../depth.ts';
import { generatedBy } from '../generated.ts';
import { OutOfTime } from '../lowering.ts';
import { parse } from '../parse.ts';
import { type CodeText, gap, linesOf, lowerProgram, readProgram } from '../program.ts';

/** A page's scripts as one module, and what of them could not be read. */
export interface Scripts {
  readonly ir?: ModuleIr;
  readonly notLookedAt: readonly NotLookedAt[];
}

const mostScript = 400_000;
const mostHandlers = 300;

/**
 * The scripts that stand in a page (they share their globals), the handlers in attributes and addresses that are code; undefined where it has
 * none. Tags of templates inside of them are values of which nothing is known.
 */
export function lowerScripts({ path, text }: CodeText, deadline: number): Scripts | undefined {
  if (!/<script[\s>]|\son[a-z]{3,}\s*=|["']\s*javascript:/i.test(text)) return undefined;
  const found = findScripts(text);
  const size = found.scripts.reduce((sum, { start, end }) => sum + end - start, 0);
  if (size + found.handlers.length === 0) return undefined;
  if (size > mostScript) return { notLookedAt: [gap(path, 'too-large', 'the scripts of a page')] };
  const code = found.scripts.map(({ start, end }) => text.slice(start, end)).join('\n');
  const generated = generatedBy(path, code);
  if (generated !== undefined)
    return { notLookedAt: [{ ...gap(path, 'excluded', generated.why), expected: generated.isUsual }] };
  try {
    return lowered(path, text, found, deadline);
  } catch (error) {
    if (error instanceof OutOfTime) return { notLookedAt: [gap(path, 'timed-out')] };
    if (error instanceof RangeError) return { notLookedAt: [gap(path, 'too-deep')] };
    throw error;
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Found {
  readonly scripts: readonly Span[];
  readonly handlers: readonly Span[];
}

function lowered(path: string, text: string, { scripts, handlers }: Found, deadline: number): Scripts {
  const { code, isTemplate } = onlyScripts(text, scripts);
  const out = new JsxWriter(text, new Set());
  for (const { start, end } of handlers) writeHandler(text, start, end, out);
  const whole = `${code}\n;${out.text}`;
  if (isTooDeep(whole, false)) return { notLookedAt: [gap(path, 'too-deep')] };
  const read = readProgram(`${path}.js`, whole, 'jsx', deadline);
  const asTold = (gaps: readonly NotLookedAt[]): NotLookedAt[] =>
    // What a template makes of them may well be right.
    gaps.map((one) => ({ ...one, path, expected: isTemplate }));
  if ('notLookedAt' in read) return { notLookedAt: asTold(read.notLookedAt) };
  const place = (at: number): number => (at <= text.length ? at : originalOffset(out.pieces, text.length + 2, at));
  return {
    ir: lowerProgram(read.program, text, deadline, place),
    notLookedAt: asTold(
      read.gaps
        .filter(({ start }) => start < text.length)
        .map(({ start, end, message }) => gap(path, 'parse-failed', `${linesOf(text, start, end)}: ${message}`)),
    ),
  };
}

function findScripts(text: string): Found {
  const scripts: Span[] = [];
  const handlers: Span[] = [];
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at);
      at = end < 0 ? text.length : end + 3;
      continue;
    }
    const tag = /[A-Za-z]/.test(text[at + 1] ?? '') ? readTag(text, at, false) : undefined;
    if (tag === undefined) {
      at++;
      continue;
    }
    at = tag.end;
    for (const attribute of tag.attributes) {
      const code = handlers.length < mostHandlers ? codeOf(text, attribute) : undefined;
      if (code !== undefined) handlers.push(code);
    }
    if (!/^(?:script|style)$/i.test(tag.name)) continue;
    const close = new RegExp(`</${tag.name}`, 'gi');
    close.lastIndex = at;
    const end = close.exec(text)?.index ?? text.length;
    const type = attributeOf(tag, 'type', text) ?? '';
    const isCode = /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma)script)$/i.test(type.trim());
    if (/^script$/i.test(tag.name) && isCode && end > at) scripts.push({ start: at, end });
    at = end;
  }
  return { scripts, handlers };
}

/** `onclick="…"`, `href="javascript:…"`. */
function codeOf(text: string, { name, value }: Attribute): Span | undefined {
  if (value === undefined || value.end - value.start > 5000) return undefined;
  if (/^on[a-z]{3,}$/i.test(name)) return value;
  if (!/^(?:href|action|formaction|src)$/i.test(name)) return undefined;
  const scheme = /^\s*javascript:/i.exec(text.slice(value.start, value.start + 60))?.[0];
  return scheme === undefined ? undefined : { start: value.start + scheme.length, end: value.end };
}

function writeHandler(text: string, start: number, end: number, out: JsxWriter): void {
  const code = text.slice(start, end);
  if (/\{\{|\{%|<%/.test(code) || !('program' in parse(`(function (event) {${code}\n})`, 'jsx', 'script'))) return;
  out.glue('(function (event) {');
  out.copy(start, end);
  out.glue('\n});');
}

/** All else is blank, so that offsets stay. */
function onlyScripts(text: string, scripts: readonly Span[]): { readonly code: string; readonly isTemplate: boolean } {
  const parts: string[] = [];
  let from = 0;
  let isTemplate = false;
  for (const { start, end } of scripts) {
    const script = text.slice(start, end);
    const code = script.replaceAll(tags, (tag) => {
      isTemplate = true;
      const isValue = tag.startsWith('{{') || /^<%[-=~]/.test(tag);
      return isValue ? `0${blank(tag.slice(1))}` : blank(tag);
    });
    // Scripts end where they end, whatever they lack at their end.
    parts.push(`${blank(text.slice(from, start > 0 ? start - 1 : start))}${start > 0 ? ';' : ''}`, code);
    from = end;
  }
  parts.push(blank(text.slice(from)));
  return { code: parts.join(''), isTemplate };
}

const tags = /\{\{[^]{0,2000}?\}\}|\{%[^]{0,500}?%\}|\{#[^\n]{0,500}?#\}|<%[^%]{0,2000}%>/g;

function blank(part: string): string {
  return part.replaceAll(/[^\n\r]/g, ' ');
}
