/** One attribute of a tag; `value` undefined when it stands alone. Offsets are of the whole file. */
export interface Attribute {
  readonly name: string;
  readonly start: number;
  readonly value: { readonly start: number; readonly end: number } | undefined;
}

export interface Tag {
  readonly name: string;
  readonly start: number;
  /** Behind its `>`. */
  readonly end: number;
  readonly isClosing: boolean;
  readonly isSelfClosing: boolean;
  readonly attributes: readonly Attribute[];
}

/** The tag that begins at a `<`; undefined where none does. `braces`: values and names may stand in braces, as in Svelte. */
export function readTag(text: string, at: number, braces: boolean): Tag | undefined {
  const isClosing = text[at + 1] === '/';
  const named = new RegExp('[A-Za-z][^\\s/>{}<]{0,100}', 'y');
  named.lastIndex = at + (isClosing ? 2 : 1);
  const name = named.exec(text)?.[0];
  if (name === undefined) return undefined;
  const attributes: Attribute[] = [];
  let next = named.lastIndex;
  for (;;) {
    while (next < text.length && /[\s/]/.test(text[next]!)) next++;
    if (next >= text.length) return { name, start: at, end: next, isClosing, isSelfClosing: false, attributes };
    if (text[next] === '>') {
      return { name, start: at, end: next + 1, isClosing, isSelfClosing: text[next - 1] === '/', attributes };
    }
    const start = next;
    if (braces && text[next] === '{') {
      next = endOfBraces(text, next);
      attributes.push({ name: '{', start, value: { start: start + 1, end: next - 1 } });
      continue;
    }
    while (next < text.length && !/[\s=>]/.test(text[next]!) && !(text[next] === '/' && text[next + 1] === '>')) next++;
    if (next === start) next++;
    const attribute = text.slice(start, next);
    if (text[next] !== '=') {
      attributes.push({ name: attribute, start, value: undefined });
      continue;
    }
    next++;
    const quote = text[next];
    if (quote === '"' || quote === "'") {
      let end = next + 1;
      while (end < text.length && text[end] !== quote)
        end = braces && text[end] === '{' ? endOfBraces(text, end) : end + 1;
      attributes.push({ name: attribute, start, value: { start: next + 1, end } });
      next = end + 1;
    } else if (braces && quote === '{') {
      const end = endOfBraces(text, next);
      attributes.push({ name: attribute, start, value: { start: next, end } });
      next = end;
    } else {
      const from = next;
      while (next < text.length && !/[\s>]/.test(text[next]!)) next++;
      attributes.push({ name: attribute, start, value: { start: from, end: next } });
    }
  }
}

/** Behind the brace that closes the one at a place; texts, templates and braces inside are passed over. */
export function endOfBraces(text: string, at: number): number {
  let open = 0;
  for (let next = at; next < text.length; next++) {
    const sign = text[next]!;
    if (sign === '{') open++;
    else if (sign === '}' && --open === 0) return next + 1;
    else if (sign === '"' || sign === "'" || sign === '`') {
      const ends = sign === '`' ? '`' : `${sign}\n`;
      let end = next + 1;
      while (end < text.length && !ends.includes(text[end]!)) end += text[end] === '\\' ? 2 : 1;
      next = end;
    }
  }
  return text.length;
}

export const isVoid = (name: string): boolean =>
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i.test(name);

export interface Block {
  readonly tag: Tag;
  /** What stands between its tags. */
  readonly start: number;
  readonly end: number;
}

/** The outermost `script`, `style` and `template` elements of a file. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('-->', at);
      at = end < 0 ? text.length : end + 3;
      continue;
    }
    const isBlock = /^<(?:script|style|template)[\s>/]/i.test(text.slice(at, at + 12));
    const tag = isBlock ? readTag(text, at, false) : undefined;
    if (tag === undefined) {
      at++;
      continue;
    }
    const name = tag.name.toLowerCase();
    const end = tag.isSelfClosing ? tag.end : endOfBlock(text, name, tag.end);
    blocks.push({ tag, start: tag.end, end });
    at = end;
  }
  return blocks;
}

/** Where the closing tag begins: of a template, that which closes it among those inside of it. */
function endOfBlock(text: string, name: string, from: number): number {
  if (name !== 'template') {
    const end = text.slice(from).search(new RegExp(`</${name}\\s*>`, 'i'));
    return end < 0 ? text.length : from + end;
  }
  let open = 1;
  for (const { 0: found, index } of text.slice(from).matchAll(/<(\/?)template\b[^>]*>/gi)) {
    if (found.endsWith('/>')) continue;
    open += found.startsWith('</') ? -1 : 1;
    if (open === 0) return from + index;
  }
  return text.length;
}

export function attributeOf({ attributes }: Tag, name: string, text: string): string | undefined {
  const found = attributes.find((one) => one.name === name);
  return found === undefined
    ? undefined
    : found.value === undefined
      ? ''
      : text.slice(found.value.start, found.value.end);
}
