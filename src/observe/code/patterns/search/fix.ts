import { compileExpression } from '../text/expression.ts';
import type { CompiledRule } from '../image.ts';

/** What a rule would write in the place of what it found; undefined when it says nothing of it. */
export function fixedText(
  { fix, fixRegex }: CompiledRule,
  text: string,
  metavariables: Readonly<Record<string, string>>,
): string | undefined {
  if (fix !== undefined)
    return fix.trim().replace(/\$(?:\.\.\.)?[A-Z_][A-Z_0-9]*\b|\$\d+/g, (name) => metavariables[name] ?? name);
  if (fixRegex === undefined) return undefined;
  const { regexp } = compileExpression(fixRegex.regex, 'm');
  if (regexp === undefined) return undefined;
  let left = fixRegex.count ?? Number.POSITIVE_INFINITY;
  // A group is `\1` there.
  const replacement = fixRegex.replacement;
  regexp.lastIndex = 0;
  return text.replace(regexp, (...found: readonly string[]) => {
    if (left <= 0) return found[0]!;
    left -= 1;
    return replacement.replace(/\\(\d)/g, (_, group: string) => found[Number(group)] ?? '');
  });
}
