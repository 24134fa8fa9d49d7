import type { TemplateWriter } from './writer.ts';

/** Handlebars and Mustache (handlebarsjs.com/guide, mustache(5)): paths, blocks, partials; helpers are functions of which nothing is known. */
export function writeHandlebars(text: string, out: TemplateWriter): void {
  const open: Block[] = [];
  let at = 0;
  for (let start = text.indexOf('{{', 0); start >= 0; start = text.indexOf('{{', at)) {
    out.html.read(text, at, start);
    if (text[start - 1] === '\\' && text[start - 2] !== '\\') {
      at = start + 2;
      continue;
    }
    const kind = /\{\{~?(!--|\{)?/y;
    kind.lastIndex = start;
    const [mark = '', more] = kind.exec(text) ?? [];
    const end = endOf(text, start + mark.length, more);
    if (end === undefined) break;
    at = end.behind;
    if (more === '!--') continue;
    const isTriple = more === '{';
    const inner = text
      .slice(start + mark.length, end.at)
      .replace(/^~|~$/g, '')
      .trim();
    if (inner.length > mostInside) throw new RangeError('too long');
    writeTag(inner, isTriple, start, at, open, out);
  }
  while (open.length > 0) end(open, out);
}

const mostInside = 2000;

/** Where a tag ends, and behind it; Mustache's comments know no dashes. */
function endOf(text: string, from: number, kind: string | undefined): { at: number; behind: number } | undefined {
  const marks = kind === '!--' ? ['--}}', '--~}}'] : kind === '{' ? ['}}}', '}~}}'] : ['}}'];
  let found: { at: number; behind: number } | undefined;
  for (const mark of marks) {
    const at = text.slice(0, found?.behind ?? text.length).indexOf(mark, from);
    if (at >= 0 && (found === undefined || at < found.at)) found = { at, behind: at + mark.length };
  }
  return found === undefined && kind !== undefined ? endOf(text, from, undefined) : found;
}

interface Block {
  readonly name: string;
  /** What `this` is inside. */
  readonly context: string;
  readonly close: string;
}

const mostOpen = 60;

function writeTag(
  inner: string,
  isTriple: boolean,
  start: number,
  end_: number,
  open: Block[],
  out: TemplateWriter,
): void {
  const sign = inner[0] ?? '';
  const rest = inner.slice(1).trim();
  if (sign === '!' || inner === '' || /^else\b/.test(inner)) return;
  if (sign === '#' || sign === '^') return begin(rest, sign, open, out);
  if (sign === '/') {
    const name = rest.split(/\s/)[0]!;
    const at = open.findLastIndex((one) => one.name === name);
    if (at >= 0) while (open.length > at) end(open, out);
    return;
  }
  if (sign === '>') return include(rest, start, end_, open, out);
  const isRaw = isTriple || sign === '&';
  const code = valueOf(sign === '&' ? rest : inner, open, out);
  if (code !== undefined) out.put(code, start, end_, isRaw);
}

function begin(rest: string, sign: string, open: Block[], out: TemplateWriter): void {
  if (open.length > mostOpen) return;
  const [, name = '', args = ''] = /^[*>]?\s*(\S+)\s*(.*)$/s.exec(rest) ?? [];
  const context = open.at(-1)?.context ?? 'locals';
  const block = (within: string, close: string): void => {
    open.push({ name, context: within, close });
    out.open();
  };
  const [given, as] = args.split(/\bas\s*\|/, 2) as [string, string | undefined];
  const names = as?.replace(/\|.*$/s, '').trim().split(/\s+/).filter(isName) ?? [];
  const isHelper = /^(?:if|unless|else)$/.test(name);
  if (sign === '^' || isHelper || name === '') return block(context, '');
  // A section of Mustache: a list, or something that is there.
  const iterated = valueOf(name === 'each' || name === 'with' ? given : args === '' ? name : given, open, out);
  if (iterated === undefined) return block(context, '');
  const own = `$this${open.length}`;
  const list = name === 'each' ? iterated : name === 'with' ? `[${iterated}]` : `[${iterated}, ...(${iterated})]`;
  out.code(`for (const ${own} of ${list}) {\n`);
  if (names[0] !== undefined) out.code(`const ${names[0]} = ${own};\n`);
  block(own, '}\n');
  if (names[0] !== undefined) out.set(names[0]);
}

function end(open: Block[], out: TemplateWriter): void {
  out.code(open.pop()!.close);
  out.close();
}

/** `{{> card item title="x"}}` */
function include(rest: string, start: number, end_: number, open: readonly Block[], out: TemplateWriter): void {
  const [, name, args = ''] = /^["']?([\w./@-]{1,200})["']?\s*(.*)$/s.exec(rest) ?? [];
  if (name === undefined) return;
  const words = wordsOf(args);
  const given: string[] = [];
  const context = open.at(-1)?.context;
  if (context !== undefined) given.push(`...${context}`);
  for (const word of words) {
    const [, key, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word) ?? [];
    const code = pathOf(value ?? word, open, out);
    if (code === undefined) continue;
    given.push(key === undefined ? `...${code}` : `${key}: ${code}`);
  }
  out.include(name, given.join(', '), start, end_);
}

/** A path, or a helper with what it is given. */
function valueOf(text: string, open: readonly Block[], out: TemplateWriter): string | undefined {
  const words = wordsOf(text);
  const [first, ...args] = words;
  if (first === undefined) return undefined;
  if (first.startsWith('(')) return valueOf(first.slice(1, -1), open, out);
  if (args.length === 0) return pathOf(first, open, out);
  if (!isName(first)) return undefined;
  const codes = args.flatMap((word) => pathOf(word.replace(/^[A-Za-z_]\w*=/, ''), open, out) ?? []);
  if (/^(?:if|eq|ne|lt|gt|and|not|t|i18n|__|url|asset|link|formatDate|moment|date|log|lookup)$/.test(first)) {
    return first === 'lookup' || first === 'and' ? `(${codes.join(' || ')})` : undefined;
  }
  return `$helper_${first}(${codes.join(', ')})`;
}

/** Separated by space, but for texts and what stands in brackets. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  const pattern = /(?:[A-Za-z_]\w*=)?(?:"[^"]*"|'[^']*'|\((?:[^()]|\([^()]*\))*\)|[^\s"'()]+)/g;
  for (const [word] of text.matchAll(pattern)) if (words.push(word) > 30) break;
  return words;
}

function pathOf(word: string, open: readonly Block[], out: TemplateWriter): string | undefined {
  if (/^["']/.test(word)) return JSON.stringify(word.slice(1, -1));
  if (word.startsWith('(')) return valueOf(word.slice(1, -1), open, out);
  if (/^-?\d/.test(word) || /^(?:true|false|null|undefined)$/.test(word)) return '0';
  let up = 0;
  let path = word;
  for (; path.startsWith('../') || path === '..'; path = path.slice(3)) up++;
  if (path.startsWith('@')) {
    if (!path.startsWith('@root')) return undefined;
    return members('locals', path.slice(6));
  }
  const context = up > open.length ? undefined : open[open.length - 1 - up]?.context;
  path = path.replace(/^\.\//, '').replace(/^this(?:[./]|$)/, '');
  if (path === '' || path === '.') return context ?? 'locals';
  const first = /^[\w$-]+/.exec(path)?.[0];
  if (first === undefined) return undefined;
  if (word === path && isName(first)) out.names.add(first);
  const whole = members(
    isName(first) && word === path ? first : `locals[${JSON.stringify(first)}]`,
    path.slice(first.length),
  );
  return context === undefined || context === 'locals' || whole === undefined
    ? whole
    : `(${members(context, `.${path}`)} ?? ${whole})`;
}

/** `.a.b.[c d].0` */
function members(base: string, path: string): string | undefined {
  let code = base;
  for (const part of path.split(/[./]/).slice(0, 20)) {
    const name = part.replace(/^\[|\]$/g, '');
    if (name !== '') code += `[${JSON.stringify(name)}]`;
  }
  return code;
}

const isName = (word: string): boolean =>
  /^[A-Za-z_$][\w$]*$/.test(word) &&
  !/^(?:await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield|arguments|eval|async|of|undefined|locals)$/.test(
    word,
  );
