/** Expressions of a template, written down as JSX, with where each stood. */
export class JsxWriter {
  readonly #source: string;
  readonly #broken: ReadonlySet<number>;
  #text = '';
  /** Synthetic offset, original offset, length. */
  readonly pieces: (readonly [at: number, from: number, length: number])[] = [];
  /** Names that expressions may read. */
  readonly names = new Set<string>();

  /** Where expressions are. */
  readonly expressions: (readonly [start: number, end: number])[] = [];

  /** `broken`: where expressions begin that are none, and are left out. */
  constructor(source: string, broken: ReadonlySet<number>) {
    this.#source = source;
    this.#broken = broken;
  }

  get text(): string {
    return this.#text;
  }

  /** Text of our own. */
  glue(text: string): void {
    this.#text += text;
  }

  /** A part of the file, as it stands. */
  copy(start: number, end: number): void {
    this.pieces.push([this.#text.length, start, end - start]);
    this.#text += this.#source.slice(start, end);
  }

  /** An expression; nothing where there is none. Whatever is inside, the brackets around it close. */
  expression(start: number, end: number): void {
    const code = this.#source.slice(start, end);
    if (code.trim() === '' || this.#broken.has(start)) return this.glue('undefined');
    this.expressions.push([start, end]);
    for (const [name] of code.matchAll(/(?<![\w$.])[A-Za-z_$][\w$]*/g)) this.names.add(name);
    this.glue('(');
    this.copy(start, end);
    this.glue('\n)');
  }
}

/** From offsets in what was written (which begins at `base` of the text that is parsed) to those of the file. */
export function originalOffset(pieces: JsxWriter['pieces'], base: number, at: number): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pieces[middle]![0] + base <= at) low = middle;
    else high = middle - 1;
  }
  const piece = pieces[low];
  if (piece === undefined) return 0;
  return piece[1] + Math.min(Math.max(at - base - piece[0], 0), piece[2]);
}
