/** From `start` (inclusive) to `end` (exclusive), in UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A file whose secrets are known. */
export interface Case {
  /** `FORMAT/CONTEXT/SEED`, the same in every run. */
  readonly id: string;
  /** What it is reported under: the id of a format, or the family of a look-alike. */
  readonly format: string;
  /** `negative`: whatever is reported is a false alarm. */
  readonly kind: 'positive' | 'negative';
  /** A negative that may be reported as `possible`, or a positive that need not be reported as more: near misses, expired tokens. */
  readonly isDoubtful: boolean;
  readonly path: string;
  readonly text: string;
  /** A positive is found when a finding overlaps one of these. */
  readonly planted: readonly Range[];
  /** What a finding may overlap without saying anything about the case: user names, key ids. */
  readonly aside: readonly Range[];
}

/** Private-use characters stand around what is planted while a text is put together. */
const marks = { planted: ['\uE000', '\uE001'], aside: ['\uE002', '\uE003'] } as const;

export function plant(value: string): string {
  return `${marks.planted[0]}${value}${marks.planted[1]}`;
}

export function setAside(value: string): string {
  return `${marks.aside[0]}${value}${marks.aside[1]}`;
}

/** Takes the marks out of a text, and remembers where they stood. */
export function unmark(marked: string): { text: string; planted: Range[]; aside: Range[] } {
  const found = { planted: [] as Range[], aside: [] as Range[] };
  const open = { planted: 0, aside: 0 };
  let text = '';
  for (const piece of marked.split(/([\uE000-\uE003])/)) {
    if (piece === marks.planted[0]) open.planted = text.length;
    else if (piece === marks.aside[0]) open.aside = text.length;
    else if (piece === marks.planted[1]) found.planted.push({ start: open.planted, end: text.length });
    else if (piece === marks.aside[1]) found.aside.push({ start: open.aside, end: text.length });
    else text += piece;
  }
  return { text, ...found };
}

/** A case from a marked text. */
export function caseOf(
  about: Pick<Case, 'id' | 'format' | 'kind'> & { readonly isDoubtful?: boolean },
  file: { readonly path: string; readonly text: string },
): Case {
  return { isDoubtful: false, ...about, path: file.path, ...unmark(file.text) };
}
