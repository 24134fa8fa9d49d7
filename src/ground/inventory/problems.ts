import type { DependencyFileProblem } from '#ground/model';

const limit = 100;

/** What is wrong with a file, as far as anybody will read it: after the first hundred, how many more there are. */
export class Problems {
  readonly #said: DependencyFileProblem[] = [];
  #more = 0;

  add(kind: DependencyFileProblem['kind'], line: number, detail: string, purl?: string): void {
    if (this.#said.length === limit) this.#more += 1;
    else this.#said.push({ kind, line, detail, ...(purl === undefined ? {} : { purl }) });
  }

  /** Those of another reading of the same file. */
  take(others: Problems): void {
    for (const { kind, line, detail, purl } of others.#said) this.add(kind, line, detail, purl);
    this.#more += others.#more;
  }

  /** For a file's content: nothing at all when nothing is wrong. */
  get content(): { readonly problems?: readonly DependencyFileProblem[] } {
    const last = this.#said.at(-1);
    if (last === undefined) return {};
    if (this.#more === 0) return { problems: this.#said };
    return { problems: [...this.#said, { ...last, detail: `And ${this.#more} more problems from here on.` }] };
  }
}

/** A name or a version of the file, fit for a message: short, in one line. */
export function quoted(text: string): string {
  const plain = text.slice(0, 80).replace(/\p{C}/gu, ' ');
  return `“${plain}${text.length > 80 ? '…' : ''}”`;
}
