import type { PatternLanguage } from './languages.ts';
import { marks } from './styles.ts';

const typedBefore = /(^|[\s(,=.!&|+\-[{>])\(\s*(\$[A-Z_][A-Z_0-9]*)\s*:\s*([^()]*?)\s*\)(?!\s*(?:=>|\{|:|->))/g;
const typedBehind =
  /(^|\b(?:return|throw)|[\s(,=.!&|+\-[{>])(\s*)\(\s*([A-Za-z_$][\w$.<>[\], ?]*?)\s+\$([A-Z_][A-Z_0-9]*)\s*\)(?!\s*(?:->|=>|\{))/g;

/** `($X : T)`, and `(T $X)` where types stand in front: an expression of a type. */
export function withTypes(source: string, language: PatternLanguage): string {
  let text = source;
  // Any loop.
  if (/^(?:java|csharp|javascript|php)$/.test(language))
    text = text.replace(/\bfor(?:each)?\s*\(\s*\.\.\.\s*\)/g, 'for (...; ...; ...)');
  if (language === 'java' || language === 'csharp') {
    // What is assigned to is declared, as far as the grammar is concerned.
    text = text.replace(
      /(^|[\n;{}]\s*)\(\s*([A-Za-z_$][\w$.<>[\], ?]*?)\s+\$([A-Z_][A-Z_0-9]*)\s*\)(\s*=[^=])/g,
      `$1$2 ${marks.typed}$3$4`,
    );
    return text.replace(typedBehind, (whole, before: string, space: string, type: string, name: string, at: number) =>
      /\b(?:catch|for|foreach|if|while|switch|using|lock|new|synchronized|try)\s*$/.test(
        text.slice(0, at + before.length),
      ) || /\w\s*$/.test(text.slice(0, at + before.length).replace(/\b(?:return|throw|else)\s*$/, ''))
        ? whole
        : `${before}${space}((${type}) ${marks.typed}${name})`,
    );
  }
  if (language === 'ruby' || language === 'bash') return text;
  return text.replace(
    typedBefore,
    (_, before: string, name: string, type: string) => `${before}${marks.typed}(${name}, ${type})`,
  );
}
