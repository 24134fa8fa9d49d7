/**
 * Where in a page something is put out. `text` and `value` (a quoted attribute) are places for which escaping HTML suffices, `script` is code
 * (also a handler's), `bare` an attribute without quotes, `address` the beginning of a link's, a form's or a frame's target.
 */
export type HtmlPlace = 'text' | 'value' | 'script' | 'bare' | 'address';

/** Follows a page's text, piece by piece, and tells where it stands. Linear; what is no HTML is text. */
export class HtmlReader {
  #state: 'text' | 'tag' | 'name' | 'before' | 'double' | 'single' | 'bare' | 'raw' | 'comment' = 'text';
  #tag = '';
  #attribute = '';
  /** Whether a value has begun. */
  #hasValue = false;
  /** The quote that a text of a script stands in. */
  #quote = '';

  get place(): HtmlPlace {
    switch (this.#state) {
      case 'raw':
        return this.#tag === 'script' && (this.#quote === '' || this.#quote === '`') ? 'script' : 'text';
      case 'double':
      case 'single':
        if (/^on[a-z]{3,}$/i.test(this.#attribute)) return 'script';
        return !this.#hasValue && this.#isAddress() ? 'address' : 'value';
      case 'before':
        return 'bare';
      case 'bare':
        return 'bare';
      default:
        return 'text';
    }
  }

  /** Inside a script's text in quotes. */
  get isQuoted(): boolean {
    return this.#state === 'raw' && this.#quote !== '';
  }

  /** Something was put out here. */
  put(): void {
    this.#hasValue = true;
    if (this.#state === 'before') this.#state = 'bare';
  }

  read(text: string, from = 0, to: number = text.length): void {
    // Its own text, so that nothing is looked for beyond it.
    const piece = text.slice(from, to);
    for (let at = 0; at < piece.length;) at = this.#step(piece, at);
  }

  #isAddress(): boolean {
    if (/^(?:href|action|formaction|xlink:href)$/i.test(this.#attribute)) return this.#tag !== 'link';
    return /^(?:src|data)$/i.test(this.#attribute) && /^(?:i?frame|embed|object|script)$/.test(this.#tag);
  }

  #step(text: string, at: number): number {
    const sign = text[at]!;
    switch (this.#state) {
      case 'text':
        return this.#inText(text, at);
      case 'comment': {
        const end = text.indexOf('-->', at);
        if (end < 0) return text.length;
        this.#state = 'text';
        return end + 3;
      }
      case 'raw':
        return this.#inRaw(text, at);
      case 'double':
      case 'single':
        if (sign === (this.#state === 'double' ? '"' : "'")) this.#state = 'tag';
        else if (!/\s/.test(sign)) this.#hasValue = true;
        return at + 1;
      case 'bare':
        if (/[\s>]/.test(sign)) this.#state = 'tag';
        return /\s/.test(sign) || this.#state === 'bare' ? at + 1 : at;
      default:
        return this.#inTag(text, at);
    }
  }

  #inText(text: string, at: number): number {
    const open = text.indexOf('<', at);
    if (open < 0) return text.length;
    if (text.startsWith('<!--', open)) {
      this.#state = 'comment';
      return open + 4;
    }
    const name = /^<\/?([a-z][\w:-]*)/i.exec(text.slice(open, open + 60));
    if (name === null) return open + 1;
    this.#tag = name[0].startsWith('</') ? '' : name[1]!.toLowerCase();
    this.#state = 'tag';
    return open + name[0].length;
  }

  #inTag(text: string, at: number): number {
    const sign = text[at]!;
    if (sign === '>') {
      this.#state = this.#tag === 'script' || this.#tag === 'style' ? 'raw' : 'text';
      this.#quote = '';
    } else if (this.#state === 'before') {
      if (sign === '"' || sign === "'") this.#state = sign === '"' ? 'double' : 'single';
      else if (!/\s/.test(sign)) this.#state = 'bare';
    } else if (sign === '=') {
      this.#state = 'before';
      this.#hasValue = false;
    } else if (/[\s/]/.test(sign)) this.#state = 'tag';
    else {
      if (this.#state === 'tag') this.#attribute = '';
      this.#state = 'name';
      if (this.#attribute.length < 60) this.#attribute += sign;
    }
    return at + 1;
  }

  #inRaw(text: string, at: number): number {
    const sign = text[at]!;
    if (sign === '<' && text.slice(at + 1, at + 2 + this.#tag.length).toLowerCase() === `/${this.#tag}`) {
      this.#state = 'tag';
      const length = this.#tag.length + 2;
      this.#tag = '';
      return at + length;
    }
    if (this.#quote === '') {
      if (text.startsWith('//', at) && text[at - 1] !== ':') {
        const rest = text.slice(at, at + 1000);
        const end = rest.search(/\n|<\//);
        return end < 0 ? at + 2 : at + end;
      }
      if (sign === '"' || sign === "'" || sign === '`') this.#quote = sign;
    } else if (sign === '\\') return at + 2;
    else if (sign === this.#quote || (sign === '\n' && this.#quote !== '`')) this.#quote = '';
    return at + 1;
  }
}
