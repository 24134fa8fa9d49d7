import type { PatternLanguage } from './languages.ts';
import type { Node } from './node.ts';

/** A text of a language that we read ourselves; undefined when it cannot be read. */
export function readData(_text: string, _language: PatternLanguage): Node | undefined {
  return undefined;
}
