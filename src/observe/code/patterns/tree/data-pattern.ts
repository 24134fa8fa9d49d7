import type { PatternLanguage } from './languages.ts';
import type { Pattern } from './pattern.ts';

/** A pattern in a language that we read ourselves. Undefined when it is no text of it. */
export function parseDataPattern(_text: string, _language: PatternLanguage): Pattern | undefined {
  return undefined;
}
