import { K, leaf, Node, none } from './node.ts';

const empty = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'param',
  'source',
  'track',
  'wbr',
]);
const raw = new Set(['script', 'style', 'textarea', 'title']);
const maxDepth = 400;
const attribute = /\s*(\.\.\.|[^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"?|'([^']*)'?|([^\s"'>]+)))?/y;

interface Open {
  readonly name: Node;
  readonly attributes: Node;
  readonly kids: Node[];
  readonly start: number;
}

/** HTML and XML as elements, attributes and text, whatever is wrong with them. */
export function readHtmlTree(text: string): Node {
  return new Reader(text).read();
}

class Reader {
  private readonly text: string;
  private readonly open: Open[] = [];
  private readonly kids: Node[] = [];
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  read(): Node {
    const { text } = this;
    while (this.at < text.length) {
      const next = text.indexOf('<', this.at);
      this.plain(next === -1 ? text.length : next);
      if (next === -1) break;
      if (text.startsWith('<!--', next)) this.at = behind(text, '-->', next);
      else if (text.startsWith('<!', next) || text.startsWith('<?', next)) this.at = behind(text, '>', next);
      else if (text.startsWith('</', next)) this.close(next);
      else if (/[A-Za-z$]/.test(text[next + 1] ?? '')) this.tag(next);
      else {
        this.at = next + 1;
      }
    }
    while (this.open.length > 0) this.end(text.length);
    return new Node(K.file, '', this.kids, 0, text.length);
  }

  private add(node: Node): void {
    (this.open.at(-1)?.kids ?? this.kids).push(node);
  }

  private plain(end: number): void {
    const content = this.text.slice(this.at, end);
    const trimmed = content.trim();
    if (trimmed !== '') {
      const start = this.at + content.indexOf(trimmed);
      this.add(leaf(K.string, trimmed, start, start + trimmed.length));
    }
    this.at = end;
  }

  private close(at: number): void {
    const end = behind(this.text, '>', at);
    const name = this.text
      .slice(at + 2, end - 1)
      .trim()
      .toLowerCase();
    const index = this.open.findLastIndex((one) => one.name.text.toLowerCase() === name);
    if (index !== -1) while (this.open.length > index) this.end(this.open.length - 1 === index ? end : at);
    this.at = end;
  }

  private end(end: number): void {
    const { name, attributes, kids, start } = this.open.pop()!;
    const body = new Node(K.block, '', kids, attributes.end, end);
    this.add(new Node(K.element, '', [name, attributes, body], start, end));
  }

  private tag(start: number): void {
    const { text } = this;
    const word = /^<([^\s/>]+)/.exec(text.slice(start, start + 200))![1]!;
    const name = leaf(K.name, word.startsWith('$') ? word : word.toLowerCase(), start + 1, start + 1 + word.length);
    const attributes: Node[] = [];
    let at = name.end;
    for (;;) {
      attribute.lastIndex = at;
      const match = attribute.exec(text);
      if (match === null) break;
      at = attribute.lastIndex;
      attributes.push(attributeOf(match));
    }
    const end = behind(text, '>', at);
    const isClosed = text[end - 2] === '/' || empty.has(name.text);
    this.at = end;
    const open: Open = { name, attributes: new Node(K.args, '', attributes, name.end, end), kids: [], start };
    this.open.push(open);
    if (isClosed || this.open.length > maxDepth) this.end(end);
    else if (raw.has(name.text)) {
      const close = text.toLowerCase().indexOf(`</${name.text}`, end);
      this.plain(close === -1 ? text.length : close);
    }
  }
}

function attributeOf(match: RegExpExecArray): Node {
  const [whole, key = '', double, single, bare] = match;
  const start = match.index + whole.length - whole.trimStart().length;
  const end = match.index + whole.length;
  const name = leaf(K.name, key.startsWith('$') ? key : key.toLowerCase(), start, start + key.length);
  const value = double ?? single ?? bare;
  if (value === undefined)
    return key === '...' || key.startsWith('$...') ? name : new Node(K.attribute, '', [name, none], start, end);
  const isQuoted = bare === undefined;
  const from = end - value.length - (isQuoted ? 1 : 0);
  return new Node(K.attribute, '', [name, leaf(K.string, value, isQuoted ? from - 1 : from, end)], start, end);
}

function behind(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at === -1 ? text.length : at + end.length;
}
