/**
 * Text of others with every character shown that hides: controls, and those without width or that turn the direction of writing, by which
 * code reads otherwise than it runs (CVE-2021-42574). Tabs and ends of lines stay.
 */
export function visible(text: string): string {
  return text.replace(unseen, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

const unseen = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
