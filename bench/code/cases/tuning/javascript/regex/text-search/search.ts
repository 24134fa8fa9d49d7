interface Options {
  words: string;
}

const blank = new RegExp('\\s+', 'g');

export class Search {
  readonly #words: string[];

  constructor({ words }: Options) {
    this.#words = words.toLowerCase().split(blank);
  }

  in(lines: readonly string[]): string[] {
    return lines.filter((line) => this.#words.some((word) => line.includes(word)));
  }
}
