/** The text that a literal's content stands for: Python's reference, section 2.4.1 (escape sequences). */
export function unescape(content: string, isRaw: boolean): string {
  if (isRaw || !content.includes('\\')) return content;
  let text = '';
  let at = 0;
  for (;;) {
    const slash = content.indexOf('\\', at);
    if (slash === -1 || slash === content.length - 1) return text + content.slice(at);
    text += content.slice(at, slash);
    const letter = content[slash + 1]!;
    const simple = simpleEscapes[letter];
    if (simple !== undefined) {
      text += simple;
      at = slash + 2;
      continue;
    }
    const digits = digitsOf(letter, content, slash);
    if (digits === undefined) {
      text += content.slice(slash, slash + 2);
      at = slash + 2;
      continue;
    }
    text += digits.code > 0x10ffff ? '\ufffd' : String.fromCodePoint(digits.code);
    at = digits.end;
  }
}

const simpleEscapes: Readonly<Record<string, string | undefined>> = {
  __proto__: null as never,
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function digitsOf(letter: string, content: string, slash: number): { code: number; end: number } | undefined {
  const length = { x: 2, u: 4, U: 8 }[letter];
  if (length !== undefined) {
    const digits = content.slice(slash + 2, slash + 2 + length);
    if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) return undefined;
    return { code: Number.parseInt(digits, 16), end: slash + 2 + length };
  }
  const octal = /^[0-7]{1,3}/.exec(content.slice(slash + 1, slash + 4))?.[0];
  return octal === undefined ? undefined : { code: Number.parseInt(octal, 8), end: slash + 1 + octal.length };
}

/** A part of a form: text, or what is put in. */
export type FormPart =
  | { readonly text: string }
  /** `key`: its name, or its number as it was given; undefined: the next one. `path`: members (`.x`) and items (`[x]`) of it. `isNumber`: only a number comes out. */
  | {
      readonly key: string | undefined;
      readonly path: readonly { readonly name: string; readonly isItem: boolean }[];
      readonly isNumber: boolean;
    };

/** The parts of a form for `%` (printf-style formatting). Undefined when it is none. */
export function percentForm(form: string): FormPart[] | undefined {
  const parts: FormPart[] = [];
  let at = 0;
  const directive =
    /%(?:\(([^)]{0,100})\))?([#0\- +]{0,5})(\*|\d{0,6})(?:\.(\*|\d{0,6}))?[hlL]?([diouxXeEfFgGcrsab%])/y;
  while (at < form.length) {
    const sign = form.indexOf('%', at);
    if (sign === -1) {
      parts.push({ text: form.slice(at) });
      break;
    }
    if (sign > at) parts.push({ text: form.slice(at, sign) });
    directive.lastIndex = sign;
    const found = directive.exec(form);
    if (found === null) return undefined;
    const [all, key, , width, precision, letter] = found;
    if (letter === '%') parts.push({ text: '%' });
    else {
      if (width === '*') parts.push({ key: undefined, path: [], isNumber: true });
      if (precision === '*') parts.push({ key: undefined, path: [], isNumber: true });
      parts.push({ key, path: [], isNumber: 'diouxXeEfFgG'.includes(letter!) });
    }
    at = sign + all.length;
  }
  return parts;
}

/** The parts of a form for `str.format` (format string syntax). Undefined when it is none. */
export function braceForm(form: string): FormPart[] | undefined {
  const parts: FormPart[] = [];
  let text = '';
  for (let at = 0; at < form.length;) {
    const letter = form[at]!;
    if ((letter === '{' || letter === '}') && form[at + 1] === letter) {
      text += letter;
      at += 2;
    } else if (letter === '}') return undefined;
    else if (letter === '{') {
      const end = closing(form, at);
      const field = end === -1 ? undefined : fieldOf(form.slice(at + 1, end));
      if (field === undefined) return undefined;
      if (text !== '') parts.push({ text });
      text = '';
      parts.push(field);
      at = end + 1;
    } else {
      const next = form.slice(at).search(/[{}]/);
      text += next === -1 ? form.slice(at) : form.slice(at, at + next);
      at = next === -1 ? form.length : at + next;
    }
  }
  if (text !== '') parts.push({ text });
  return parts;
}

function closing(form: string, open: number): number {
  let depth = 0;
  for (let at = open; at < form.length; at++) {
    if (form[at] === '{') depth += 1;
    else if (form[at] === '}' && --depth === 0) return at;
  }
  return -1;
}

function fieldOf(field: string): FormPart | undefined {
  const [, name, steps, , format] =
    /^([^.[!:]{0,100})((?:\.\w{1,100}|\[[^\]]{1,100}\]){0,20})(![rsa])?(?::(.{0,200}))?$/s.exec(field) ?? [];
  if (name === undefined) return undefined;
  const path = [...(steps ?? '').matchAll(/\.(\w+)|\[([^\]]+)\]/g)].map(([, member, item]) => ({
    name: member ?? item!,
    isItem: member === undefined,
  }));
  return { key: name === '' ? undefined : name, path, isNumber: isNumberFormat(format ?? '') };
}

/** Whether a format specification lets numbers alone through: its type is one of theirs. */
export function isNumberFormat(specification: string): boolean {
  return /[bdeEfFgGoxX%]$/.test(specification);
}
