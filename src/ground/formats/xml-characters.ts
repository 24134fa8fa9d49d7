/** Character data with XML's five entities and with characters by number replaced; every other reference stays as it is written. */
export function unescaped(raw: string): string {
  return raw.includes('&') ? raw.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(lt|gt|amp|quot|apos));/g, replaced) : raw;
}

/** XML 1.0, 2.3: NameChar, with all beyond ASCII allowed. */
export function isNameCode(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x2d && code <= 0x3a && code !== 0x2f) ||
    code === 0x5f ||
    code > 0x7f
  );
}

export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0xa || code === 0xd || code === 0x9;
}

const predefined: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

function replaced(whole: string, decimal?: string, hexadecimal?: string, word?: string): string {
  if (word !== undefined) return predefined.get(word) ?? whole;
  const code = decimal === undefined ? parseInt(hexadecimal ?? '0', 16) : Number(decimal);
  return isCharacter(code) ? String.fromCodePoint(code) : whole;
}

/** XML 1.0, 2.2: Char. */
function isCharacter(code: number): boolean {
  return (
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x1_0000 && code <= 0x10_ffff)
  );
}
