/**
 * File names, excerpts and messages come from what is scanned, so an attacker wrote them. Printed raw, ESC recolours or
 * rewrites the lines above it, CR overwrites a verdict, and bidirectional marks reorder what is read ("Trojan Source",
 * CVE-2021-42574). `visible` writes each such character as an escape that a reader can see.
 */
export function visible(text: string): string {
  return text.replace(unseen, escaped);
}

/** The same for a line of code: tabs become two blanks, so that a caret below it stands where it points. */
export function visibleCode(line: string): string {
  return visible(line.replace(/\t/g, '  '));
}

/** Controls, formats (bidirectional marks and isolates, zero-width, tags), separators of lines, lone surrogates, and whatever else has no glyph. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return `\\u{${code.toString(16)}}`;
}
