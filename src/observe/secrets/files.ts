import type { Image } from './image.ts';

/** Which rules do not read a file, told by the end of its path. Asked for each file: most paths end as no rule wants it. */
export class FilesWanted {
  private readonly all: readonly number[];
  /** By the last characters of the end that is wanted. */
  private readonly byTail = new Map<string, { readonly rule: number; readonly end: string }[]>();
  /** By the rules that do read: one array for each set of them. */
  private readonly known = new Map<string, readonly number[]>();

  constructor(files: Image['files']) {
    this.all = files.map(([rule]) => rule);
    for (const [rule, ends] of files) {
      for (const end of ends) {
        const tail = end.slice(-tailLength);
        const wanted = this.byTail.get(tail);
        if (wanted === undefined) this.byTail.set(tail, [{ rule, end }]);
        else wanted.push({ rule, end });
      }
    }
  }

  /** The same array for the same rules. */
  notFor(path: string): readonly number[] {
    const reads = new Set<number>();
    for (let length = 0; length <= tailLength; length += 1) {
      for (const { rule, end } of this.byTail.get(length === 0 ? '' : path.slice(-length)) ?? [])
        if (path.endsWith(end)) reads.add(rule);
    }
    if (reads.size === 0) return this.all;
    const name = [...reads].sort((a, b) => a - b).join();
    const known = this.known.get(name) ?? this.all.filter((rule) => !reads.has(rule));
    this.known.set(name, known);
    return known;
  }
}

const tailLength = 3;
