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
      index = behindHereDocuments(rest, lines, index);
  }
}

/** The last line of the here-documents that an instruction begins. */
function behindHereDocuments(rest: string, lines: readonly string[], from: number): number {
  let index = from;
  for (const [, word = ''] of rest.matchAll(/<<-?(?:["'])?([A-Za-z_]\w*)/g)) {
    let end = index + 1;
    while (end < lines.length && lines[end]!.trim() !== word) end += 1;
    // One that does not end is none.
    if (end === lines.length) return index;
    index = end;
  }
  return index;
}
