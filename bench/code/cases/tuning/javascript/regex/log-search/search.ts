interface Options {
  pattern: string;
  flags: string;
}

export class Search {
  readonly #expression: RegExp;

  constructor({ pattern, flags }: Options) {
    this.#expression = new RegExp(pattern, flags); // weak: CWE-1333|CWE-400|CWE-730
  }

  in(lines: readonly string[]): string[] {
    return lines.filter((line) => line.search(this.#expression) >= 0);
  }
}
