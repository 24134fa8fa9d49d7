import { K, leaf, Node } from './node.ts';

const maxDepth = 500;
const token =
  /\s+|\/\/[^\n]*|\/\*[^]*?\*\/|#[^\n]*|"(?:\\.|[^"\\\n])*"?|\$\.\.\.[A-Z_][A-Z_0-9]*|\$[A-Z_][A-Z_0-9]*|\.\.\.|[[\]{}:,]|[^\s[\]{}:,"]+/gy;

/**
 * JSON, read as far as it makes sense: comments and trailing commas are allowed, and so is what patterns have beyond it. Undefined when
 * it nests too deep.
 */
export function readJsonTree(text: string): Node | undefined {
  const reader = new Reader(text);
  const kids = reader.items('', 0);
  return reader.isTooDeep ? undefined : new Node(K.file, '', kids, 0, text.length);
}

class Reader {
  isTooDeep = false;
  private readonly text: string;
  private word = '';
  private start = 0;

  constructor(text: string) {
    this.text = text;
    token.lastIndex = 0;
    this.next();
  }

  /** What stands until a closing bracket, or until the end: values and pairs. */
  items(close: string, depth: number): Node[] {
    const items: Node[] = [];
    if (depth > maxDepth) {
      this.isTooDeep = true;
      this.word = '';
      return items;
    }
    while (this.word !== '' && this.word !== close) {
      if (this.word === ',' || this.word === ':' || this.word === '}' || this.word === ']') {
        this.next();
        continue;
      }
      const key = this.value(depth);
      if (this.word !== ':') {
        items.push(key);
        continue;
      }
      this.next();
      const value = this.isEnd(close) ? leaf(K.name, 'null', this.start, this.start) : this.value(depth);
      items.push(new Node(K.pair, '', [key, value], key.start, value.end));
    }
    return items;
  }

  private isEnd(close: string): boolean {
    return this.word === '' || this.word === ',' || this.word === close;
  }

  private value(depth: number): Node {
    const { word, start } = this;
    const end = start + word.length;
    if (word === '{' || word === '[') {
      this.next();
      const close = word === '{' ? '}' : ']';
      const items = this.items(close, depth + 1);
      const last = this.word === close ? this.start + 1 : this.start;
      this.next();
      return new Node(word === '{' ? K.dict : K.list, '', items, start, last);
    }
    this.next();
    if (word.startsWith('"'))
      return leaf(K.string, word.slice(1, word.length > 1 && word.endsWith('"') ? -1 : undefined), start, end);
    return leaf(/^-?\d/.test(word) ? K.number : K.name, word, start, end);
  }

  private next(): void {
    if (this.isTooDeep) {
      this.word = '';
      return;
    }
    do {
      this.start = token.lastIndex;
      const match = token.exec(this.text);
      this.word = match?.[0] ?? '';
      if (match === null) this.start = this.text.length;
    } while (/^(\s|\/\/|\/\*|#)/.test(this.word));
  }
}
