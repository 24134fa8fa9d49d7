/** Text in columns of a terminal: measured, cut and wrapped. */

/** Columns that a text takes: two for wide characters (Unicode TR 11), none for combining marks. Escape it first. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += columnsOfCharacter(character);
  return columns;
}

/** Breaks at blanks so that no line is wider than `columns`; a word that is wider is broken where it must be. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((word) => word !== '')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (columnsOf(joined) <= columns) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (columnsOf(line) > columns) {
      const head = cutAt(line, columns);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** The text, or as much of its end as fits after an ellipsis: the end of a path says more than its beginning. */
export function keepEnd(text: string, columns: number, ellipsis = '…'): string {
  if (columnsOf(text) <= columns) return text;
  const characters = Array.from(text);
  let room = columns - columnsOf(ellipsis);
  let from = characters.length;
  while (from > 0 && columnsOfCharacter(characters[from - 1] ?? '') <= room) {
    from -= 1;
    room -= columnsOfCharacter(characters[from] ?? '');
  }
  return ellipsis + characters.slice(from).join('');
}

/** The text, or as much of its beginning as fits before an ellipsis. */
export function keepStart(text: string, columns: number, ellipsis = '…'): string {
  return columnsOf(text) <= columns ? text : cutAt(text, columns - columnsOf(ellipsis)) + ellipsis;
}

/** Fills with blanks on the right up to `columns`. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
}

/** As many of the first characters as fit, and always one, so that a loop over the rest ends. */
function cutAt(text: string, columns: number): string {
  let cut = '';
  let used = 0;
  for (const character of text) {
    const wide = columnsOfCharacter(character);
    if (used + wide > columns && cut !== '') break;
    cut += character;
    used += wide;
  }
  return cut;
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

function columnsOfCharacter(character: string): number {
  const code = character.charCodeAt(0);
  if (code < 0x300) return 1;
  if (/\p{Mn}|\p{Me}/u.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** "1 file", "2 files", "12,340 files". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** 12,340 rather than 12340. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** "812 B", "3.4 kB", "517 MB": powers of 1000, three digits at most. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = -1;
  do {
    value /= 1000;
    unit += 1;
  } while (value >= 999.5 && unit < units.length - 1);
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
