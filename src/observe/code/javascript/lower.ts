import { lowerComponent } from './components/lower-component.ts';
import { generatedBy } from './generated.ts';
import { type CodeText, gap, languageOf, type Lowered, lowerText } from './program.ts';

/**
 * Lowers one file of JavaScript or TypeScript, JSX in both, or a component of Vue or Svelte (by its ending) to the one form. What of it could not be read is told, with its
 * lines. Never throws. `deadline`: milliseconds of `performance.now()`.
 */
export function lowerJavaScript({ path, text }: CodeText, deadline: number): Lowered {
  const generated = generatedBy(path, text);
  if (generated !== undefined) {
    const { why, isUsual } = generated;
    return {
      notLookedAt: [{ ...gap(path, 'excluded', why), expected: isUsual }],
      ...(isUsual && { isGenerated: true }),
    };
  }
  if (/\.(?:vue|svelte)$/.test(path)) return lowerComponent(path, text, deadline);
  return lowerText(path, text.startsWith('\ufeff') ? ` ${text.slice(1)}` : text, languageOf(path), deadline);
}
