import { K, leaf, Node, none } from './node.ts';

interface Token {
  readonly kind: 'word' | 'string' | 'number' | 'sign' | 'line' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const maxDepth = 200;
const signs =
  /\$\.\.\.[A-Z_][A-Z_0-9]*|<\.\.\.|\.\.\.>|\.\.\.|\$[A-Z_][A-Z_0-9]*|[A-Za-z_][\w-]*|\d[\w.]*|=>|[=!<>]=|&&|\|\||[^\s]/y;

/** Terraform's and OpenTofu's language, read as far as it makes sense, with what patterns have beyond it. Undefined when it nests too deep. */
export function readHclTree(text: string): Node | undefined {
  const reader = new Reader(tokensOf(text));
  const kids = reader.body(0);
  return reader.isTooDeep ? undefined : new Node(K.file, '', kids, 0, text.length);
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    const character = text[at]!;
    if (character === '\n') {
      tokens.push({ kind: 'line', text: '\n', start: at, end: at + 1 });
      at += 1;
    } else if (/\s/.test(character)) at += 1;
    else if (character === '#' || text.startsWith('//', at)) at = endOf(text, '\n', at);
    else if (text.startsWith('/*', at)) at = Math.min(text.length, endOf(text, '*/', at) + 2);
    else {
      const token =
        character === '"' ? string(text, at) : text.startsWith('<<', at) ? hereDocument(text, at) : plain(text, at);
      tokens.push(token);
      at = token.end;
    }
  }
  tokens.push({ kind: 'end', text: '', start: text.length, end: text.length });
  return tokens;
}

function endOf(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at === -1 ? text.length : at;
}

function plain(text: string, at: number): Token {
  signs.lastIndex = at;
  const word = signs.exec(text)?.[0] ?? text[at]!;
  const kind = /^[A-Za-z_$]/.test(word) && word !== '$' ? 'word' : /^\d/.test(word) ? 'number' : 'sign';
  return { kind, text: word, start: at, end: at + word.length };
}

/** Up to the quotation mark that ends it; those within what is filled in do not. */
function string(text: string, start: number): Token {
  const open: ('"' | '{')[] = ['"'];
  let at = start + 1;
  for (; at < text.length && open.length > 0; at += 1) {
    const character = text[at]!;
    if (open.at(-1) === '"') {
      if (character === '\n') break;
      if (character === '\\') at += 1;
      else if (character === '"') open.pop();
      else if ((character === '$' || character === '%') && text[at + 1] === '{') {
        open.push('{');
        at += 1;
      }
    } else if (character === '"') open.push('"');
    else if (character === '{') open.push('{');
    else if (character === '}') open.pop();
  }
  return { kind: 'string', text: text.slice(start + 1, open.length === 0 ? at - 1 : at), start, end: at };
}

function hereDocument(text: string, start: number): Token {
  const mark = /^<<[-~]?([A-Za-z_]\w*)/.exec(text.slice(start, start + 200));
  if (mark === null) return { kind: 'sign', text: text[start]!, start, end: start + 1 };
  const first = endOf(text, '\n', start) + 1;
  for (let line = first; line < text.length; line = endOf(text, '\n', line) + 1) {
    const end = endOf(text, '\n', line);
    if (text.slice(line, end).trim() === mark[1]) return { kind: 'string', text: text.slice(first, line), start, end };
  }
  return { kind: 'string', text: text.slice(first), start, end: text.length };
}

const strength: Readonly<Record<string, number>> = {
  '?': 1,
  '||': 2,
  '&&': 3,
  '==': 4,
  '!=': 4,
  '<': 5,
  '>': 5,
  '<=': 5,
  '>=': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
};

class Reader {
  isTooDeep = false;
  private readonly tokens: readonly Token[];
  private at = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  /** Attributes and blocks up to a closing brace. */
  body(depth: number): Node[] {
    const kids: Node[] = [];
    if (this.tooDeep(depth)) return kids;
    for (;;) {
      this.lines();
      const token = this.peek;
      if (token.kind === 'end' || token.text === '}') return kids;
      const before = this.at;
      const node = this.statement(depth);
      if (node !== undefined) kids.push(node);
      if (this.at === before) this.at += 1;
    }
  }

  private get peek(): Token {
    return this.ahead(0);
  }

  /** Behind the end there is the end. */
  private ahead(count: number): Token {
    return this.tokens[Math.min(this.at + count, this.tokens.length - 1)]!;
  }

  private lines(): void {
    while (this.peek.kind === 'line' || this.peek.text === ',') this.at += 1;
  }

  private tooDeep(depth: number): boolean {
    if (depth <= maxDepth) return false;
    this.isTooDeep = true;
    this.at = this.tokens.length - 1;
    return true;
  }

  private statement(depth: number): Node | undefined {
    const first = this.peek;
    const next = this.ahead(1);
    if (first.text === '...') {
      this.at += 1;
      return leaf(K.name, '...', first.start, first.end);
    }
    if ((first.kind === 'word' || first.kind === 'string') && (next.text === '=' || next.text === ':')) {
      this.at += 2;
      this.skipLines();
      const value = this.expression(0, depth + 1);
      return new Node(K.assign, '=', [named(first), value, none], first.start, value.end);
    }
    if (first.kind !== 'word') return this.expression(0, depth + 1);
    return this.block(depth) ?? this.expression(0, depth + 1);
  }

  /** `type "label" name { … }`; undefined when it is none. */
  private block(depth: number): Node | undefined {
    let end = this.at + 1;
    while (this.tokens[end]!.kind === 'string' || this.tokens[end]!.kind === 'word' || this.tokens[end]!.text === '...')
      end += 1;
    if (this.tokens[end]!.text !== '{') return undefined;
    const [type, ...labels] = this.tokens.slice(this.at, end);
    this.at = end + 1;
    const open = this.tokens[end]!;
    const kids = this.body(depth + 1);
    const close = this.peek;
    if (close.text === '}') this.at += 1;
    const body = new Node(K.dict, '', kids, open.start, close.end);
    const names = labels.map((label) =>
      leaf(label.text.startsWith('$') || label.text === '...' ? K.name : K.string, label.text, label.start, label.end),
    );
    return new Node(
      K.other,
      'block',
      [named(type!), new Node(K.tuple, '', names, type!.end, open.start), body],
      type!.start,
      close.end,
    );
  }

  private skipLines(): void {
    while (this.peek.kind === 'line') this.at += 1;
  }

  private expression(least: number, depth: number): Node {
    if (this.tooDeep(depth)) return none;
    let left = this.access(this.atom(depth), depth);
    for (;;) {
      const sign = this.peek;
      const power = sign.kind === 'sign' ? strength[sign.text] : undefined;
      if (power === undefined || power <= least) return left;
      this.at += 1;
      this.skipLines();
      if (sign.text === '?') {
        const then = this.expression(0, depth + 1);
        this.skipLines();
        if (this.peek.text === ':') this.at += 1;
        this.skipLines();
        const otherwise = this.expression(0, depth + 1);
        left = new Node(K.conditional, '', [left, then, otherwise], left.start, otherwise.end);
      } else {
        const right = this.expression(power, depth + 1);
        left = new Node(K.binary, sign.text, [left, right], left.start, right.end);
      }
    }
  }

  private access(base: Node, depth: number): Node {
    let node = base;
    for (let rounds = 0; rounds < 100; rounds += 1) {
      const { text, start } = this.peek;
      const next = this.ahead(1);
      if (
        text === '.' &&
        (next.kind === 'word' || next.kind === 'number' || next.text === '*' || next.text === '...')
      ) {
        this.at += 2;
        node = new Node(K.member, '', [node, leaf(K.name, next.text, next.start, next.end)], node.start, next.end);
      } else if (text === '[' && start === node.end) {
        this.at += 1;
        const index = this.items(']', depth);
        node = new Node(K.index, '', [node, ...index.kids], node.start, index.end);
      } else if (text === '(' && start === node.end && (node.kind === K.name || node.kind === K.member)) {
        this.at += 1;
        const args = this.items(')', depth);
        node = new Node(K.call, '', [node, new Node(K.args, '', args.kids, start, args.end)], node.start, args.end);
      } else return node;
    }
    return node;
  }

  private atom(depth: number): Node {
    const token = this.peek;
    this.at += 1;
    const { text, start, end } = token;
    if (token.kind === 'string') return leaf(K.string, text, start, end);
    if (token.kind === 'number') return leaf(K.number, text, start, end);
    if (token.kind === 'word' || text === '...') return leaf(K.name, text, start, end);
    if (text === '!' || text === '-') {
      const operand = this.access(this.atom(depth + 1), depth + 1);
      return new Node(K.unary, text, [operand], start, operand.end);
    }
    if (text === '[' || text === '(' || text === '<...') {
      const items = this.items(text === '[' ? ']' : text === '(' ? ')' : '...>', depth);
      if (text === '<...') return new Node(K.deep, '', [items.kids[0] ?? none], start, items.end);
      if (text === '(')
        return items.kids.length === 1 ? items.kids[0]! : new Node(K.tuple, '', items.kids, start, items.end);
      return new Node(K.list, '', items.kids, start, items.end);
    }
    if (text === '{') {
      const kids = this.body(depth + 1);
      const close = this.peek;
      if (close.text === '}') this.at += 1;
      return new Node(K.dict, '', kids, start, close.end);
    }
    // Not of the language: it is read over.
    if (text === '}' || text === ']' || text === ')') this.at -= 1;
    return leaf(K.name, text, start, end);
  }

  private items(close: string, depth: number): Node {
    const kids: Node[] = [];
    const { start } = this.peek;
    while (this.peek.kind !== 'end' && this.peek.text !== close && !this.tooDeep(depth)) {
      if (this.peek.kind === 'line' || this.peek.text === ',' || this.peek.text === ':' || this.peek.text === '=>') {
        this.at += 1;
        continue;
      }
      const before = this.at;
      kids.push(this.expression(0, depth + 1));
      if (this.at === before) this.at += 1;
    }
    const { end } = this.peek;
    if (this.peek.text === close) this.at += 1;
    return new Node(K.list, '', kids, start, end);
  }
}

function named({ kind, text, start, end }: Token): Node {
  return leaf(kind === 'string' ? K.string : K.name, text, start, end);
}
