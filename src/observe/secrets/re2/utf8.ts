/** The character that begins at `at`, as Go decodes it: U+FFFD for a byte that begins no shortest form of a character that is not a surrogate. */
export function decodeRune(text: Uint8Array, at: number): number {
  const lead = text[at]!;
  if (lead < 0x80) return lead;
  const second = text[at + 1] ?? 0;
  if (lead < 0xc2 || lead > 0xf4 || (second & 0xc0) !== 0x80) return 0xfffd;
  if (lead < 0xe0) return ((lead & 0x1f) << 6) | (second & 0x3f);
  const third = text[at + 2] ?? 0;
  if ((third & 0xc0) !== 0x80) return 0xfffd;
  if (lead < 0xf0) {
    const rune = ((lead & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f);
    return rune < 0x800 || (rune >= 0xd800 && rune < 0xe000) ? 0xfffd : rune;
  }
  const fourth = text[at + 3] ?? 0;
  if ((fourth & 0xc0) !== 0x80) return 0xfffd;
  const rune = ((lead & 0x07) << 18) | ((second & 0x3f) << 12) | ((third & 0x3f) << 6) | (fourth & 0x3f);
  return rune < 0x10000 || rune > 0x10ffff ? 0xfffd : rune;
}

/** Bytes of the character that begins at `at`. */
export function runeWidth(text: Uint8Array, at: number): number {
  if (text[at]! < 0x80) return 1;
  const rune = decodeRune(text, at);
  if (rune === 0xfffd) return isReplacement(text, at) ? 3 : 1;
  return rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
}

/** Where the character begins that the byte at `at` belongs to. */
export function runeStart(text: Uint8Array, at: number): number {
  for (let before = Math.max(0, at - 3); before < at; before += 1)
    if (text[before]! >= 0xc2 && before + runeWidth(text, before) > at) return before;
  return at;
}

function isReplacement(text: Uint8Array, at: number): boolean {
  return text[at] === 0xef && text[at + 1] === 0xbf && text[at + 2] === 0xbd;
}
