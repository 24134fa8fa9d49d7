import { ReadFailure } from '../../reader.ts';

const clockEvery = 4096;
const longestInstruction = 256 * 1024;

/**
 * Tells each instruction of a Dockerfile, in capitals, with what stands behind it and its first line: continued lines joined, comments and
 * here-documents left out. The directive `# syntax=` is told as `# syntax`.
 */
export function visitInstructions(
  bytes: Uint8Array,
  deadline: number,
  visit: (instruction: string, rest: string, line: number) => void,
): void {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').split('\n');
  const hereDocuments = new HereDocuments(lines);
  let escape = '\\';
  let inDirectives = true;
  for (let index = 0; index < lines.length; index += 1) {
    if (index % clockEvery === 0 && performance.now() > deadline)
      throw new ReadFailure('timed-out', 'The time was up.', index + 1);
    const text = lines[index]!.trim();
    if (text === '' || text.startsWith('#')) {
      const [, name = '', value = ''] = /^#\s*([A-Za-z]+)\s*=\s*(\S+)\s*$/.exec(text) ?? [];
      if (inDirectives && name.toLowerCase() === 'escape' && value === '`') escape = '`';
      if (inDirectives && name.toLowerCase() === 'syntax') visit('# syntax', value, index + 1);
      if (name === '') inDirectives = false;
      continue;
    }
    inDirectives = false;
    const line = index + 1;
    const parts: string[] = [];
    let length = 0;
    for (; index < lines.length; index += 1) {
      const part = lines[index]!.trim();
      if (parts.length > 0 && (part === '' || part.startsWith('#'))) continue;
      const goesOn = part.endsWith(escape);
      if (length < longestInstruction) parts.push(goesOn ? part.slice(0, -1) : part);
      length += part.length;
      if (!goesOn) break;
    }
    const [, word = '', rest = ''] = /^([A-Za-z]+)\s+([^]*)$/.exec(parts.join(' ')) ?? [];
    const instruction = word.toUpperCase();
    if (instruction !== '') visit(instruction, rest, line);
    if (instruction === 'RUN' || instruction === 'COPY' || instruction === 'ADD')
      index = hereDocuments.behind(rest, index);
  }
}

/** Where here-documents can end: the lines that are one word. */
class HereDocuments {
  readonly #lines: readonly string[];
  #ends: Map<string, number[]> | undefined;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** The last line of the here-documents that an instruction begins. */
  behind(rest: string, from: number): number {
    let index = from;
    for (const [, word = ''] of rest.matchAll(/<<-?(?:["'])?([A-Za-z_]\w*)/g)) {
      const end = this.#next(word, index);
      // One that does not end is none.
      if (end === undefined) return index;
      index = end;
    }
    return index;
  }

  #next(word: string, after: number): number | undefined {
    this.#ends ??= endsIn(this.#lines);
    const ends = this.#ends.get(word) ?? [];
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ends[middle] ?? 0) <= after) low = middle + 1;
      else high = middle;
    }
    return ends[low];
  }
}

function endsIn(lines: readonly string[]): Map<string, number[]> {
  const ends = new Map<string, number[]>();
  for (const [index, line] of lines.entries()) {
    const word = line.trim();
    if (!/^[A-Za-z_]\w*$/.test(word)) continue;
    const known = ends.get(word);
    if (known === undefined) ends.set(word, [index]);
    else known.push(index);
  }
  return ends;
}
