import { type Attribute, isVoid, readTag, type Tag } from './tags.ts';
import type { JsxWriter } from './writer.ts';

/**
 * A template of Vue (vuejs.org/api/built-in-directives.html) as JSX. Directives keep their names (`v-html`, `v-model`), what is bound has
 * the name of its attribute (`:href` is `href`), handlers are `onclick`; `v-if` is `&&`, `v-for` is `map`, a slot's properties are a function's.
 */
export function writeVue(text: string, start: number, end: number, out: JsxWriter): void {
  const open: { name: string; close: string }[] = [];
  let at = start;
  out.glue('<>');
  while (at < end) {
    const tagAt = text.indexOf('<', at);
    const valueAt = text.indexOf('{{', at);
    if (valueAt >= 0 && valueAt < end && (tagAt < 0 || valueAt < tagAt)) {
      const close = text.indexOf('}}', valueAt + 2);
      const last = close < 0 || close > end ? end : close;
      out.glue('{');
      out.expression(valueAt + 2, last);
      out.glue('}\n');
      at = last + 2;
      continue;
    }
    if (tagAt < 0 || tagAt >= end) break;
    if (text.startsWith('<!--', tagAt)) {
      const close = text.indexOf('-->', tagAt);
      at = close < 0 ? end : close + 3;
      continue;
    }
    const tag = readTag(text, tagAt, false);
    at = tag?.end ?? tagAt + 1;
    if (tag === undefined) continue;
    if (tag.isClosing) closeTo(open, tag.name, out);
    else {
      const close = writeElement(text, tag, out);
      if (tag.isSelfClosing || isVoid(tag.name)) out.glue(close);
      else open.push({ name: tag.name, close });
    }
  }
  while (open.length > 0) out.glue(open.pop()!.close);
  out.glue('</>');
}

/** An end tag that nothing opened is passed over; what stands open in between is closed too. */
function closeTo(open: { name: string; close: string }[], name: string, out: JsxWriter): void {
  if (!open.some((one) => one.name === name)) return;
  for (;;) {
    const last = open.pop()!;
    out.glue(last.close);
    if (last.name === name) return;
  }
}

/** Writes an element's beginning; gives what ends it. */
function writeElement(text: string, tag: Tag, out: JsxWriter): string {
  let close = '';
  const has = (name: RegExp): Attribute | undefined =>
    tag.attributes.find((one) => name.test(one.name) && one.value !== undefined);
  const each = has(/^v-for$/);
  if (each !== undefined) close = writeFor(text, each, out) + close;
  const condition = has(/^v-(?:else-)?if$/);
  if (condition !== undefined) {
    out.glue('{');
    out.expression(condition.value!.start, condition.value!.end);
    out.glue(' && (<>');
    close = `</>)}${close}`;
  }
  const name = tag.name === 'template' ? 'template' : tag.name.replaceAll(/[^\w-]/g, '-');
  out.glue('<');
  if (name === tag.name) out.copy(tag.start + 1, tag.start + 1 + name.length);
  else out.glue(name);
  for (const attribute of tag.attributes) writeAttribute(text, attribute, out);
  out.glue('>\n');
  close = `</${name}>\n${close}`;
  const slot = has(/^(?:v-slot(?::.*)?|#.*)$/);
  if (slot !== undefined && /^\s*[\w{[]/.test(text.slice(slot.value!.start, slot.value!.end))) {
    out.glue('{(');
    out.copy(slot.value!.start, slot.value!.end);
    out.glue(') => (<>');
    close = `</>)}${close}`;
  }
  return close;
}

function writeFor(text: string, { value }: Attribute, out: JsxWriter): string {
  const said = text.slice(value!.start, value!.end);
  const split = /\s(?:in|of)\s/.exec(said);
  if (split === null) return '';
  const left = /^\s*\(?/.exec(said)![0].length;
  const right = said.slice(0, split.index).trimEnd();
  out.glue('{');
  out.expression(value!.start + split.index + 4, value!.end);
  out.glue('.map((');
  out.copy(
    value!.start + left,
    value!.start + right.length - (right.endsWith(')') && said.trimStart().startsWith('(') ? 1 : 0),
  );
  out.glue(') => (<>');
  return '</>))}';
}

function writeAttribute(text: string, { name, value }: Attribute, out: JsxWriter): void {
  if (value === undefined || /^v-(?:for|if|else-if|else|slot|cloak|pre|once)\b|^#/.test(name)) return;
  const bound = /^(?:v-bind)?[:.]([\w:-]+)/.exec(name)?.[1];
  const handled = /^(?:v-on:|@)([\w:-]+)/.exec(name)?.[1];
  const directive = /^(v-[\w-]+)/.exec(name)?.[1];
  if (handled !== undefined) return writeHandler(text, handled, value, out);
  if (name === 'v-bind' || name === 'v-on') out.glue(' {...');
  else if (bound !== undefined || directive !== undefined) out.glue(` ${attributeName(bound ?? directive!)}={`);
  else return;
  out.expression(value.start, value.end);
  out.glue('}');
}

/** What JSX can have as a name. */
const attributeName = (name: string): string => name.replaceAll(/:/g, '-').replace(/^[^A-Za-z_]+/, '');

/** A function, or statements that are run as one. */
function writeHandler(text: string, event: string, value: { start: number; end: number }, out: JsxWriter): void {
  out.glue(` on${attributeName(event)}={`);
  const isFunction = /^\s*[\w$.[\]'"]+\s*$|=>|^\s*(?:async\s+)?function\b/.test(text.slice(value.start, value.end));
  if (isFunction) out.expression(value.start, value.end);
  else {
    for (const [name] of text.slice(value.start, value.end).matchAll(/(?<![\w$.])[A-Za-z_$][\w$]*/g))
      out.names.add(name);
    out.glue('($event) => {');
    out.copy(value.start, value.end);
    out.glue('\n}');
  }
  out.glue('}');
}
