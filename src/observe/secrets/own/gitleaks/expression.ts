import type { Regexp } from '../../re2/node.ts';
import { parseRe2 } from '../../re2/parse.ts';
import { compileRe2 } from '../../re2/program.ts';

/** @throws Re2Error when Go refuses it, or it is larger than is run here. */
export function compileExpression(text: string): Regexp {
  const regexp = parseRe2(text);
  compileRe2(regexp, true); // for its size
  return regexp;
}

/** As gitleaks joins an allowlist's expressions: a flag that one sets holds for those behind it. */
export function joined(texts: readonly string[]): string {
  return `(?:${texts.join('|')})`;
}
