import { preparePolicies } from './prepare.ts';
import { PolicyError } from './policy-error.ts';
import { positionOf, type Token, tokensOf } from './tokens.ts';

export interface PolicyWarning {
  readonly code: 'syntax' | 'too-complex' | 'has-on-unknown' | 'names-a-principal';
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/**
 * What is wrong with the policies of a control, in order of position. Beside the syntax:
 * - `has` is forbidden: a fact that is unknown is left out, so `has` would turn "we do not know" into a decision.
 *   Without it the policy errs there, and the decision is unknown;
 * - the principal may not be named: findings with equal facts are decided by one question.
 */
export async function lintPolicies(name: string, text: string): Promise<readonly PolicyWarning[]> {
  const tokens = tokensOf(text);
  const warnings = tokens.flatMap((token, index) =>
    warningAt(tokens, token, index).map((warning) => ({ ...warning, ...positionOf(text, token.start) })),
  );
  try {
    await preparePolicies(`lint ${name}`, { [name]: text });
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    warnings.push({ code: error.code, line: error.line, column: error.column, message: error.message });
  }
  return warnings.sort((a, b) => a.line - b.line || a.column - b.column);
}

function warningAt(tokens: readonly Token[], token: Token, index: number): Pick<PolicyWarning, 'code' | 'message'>[] {
  if (token.kind !== 'word') return [];
  const next = tokens[index + 1]?.text;
  if (token.text === 'has' || token.text === 'hasTag') {
    return [
      {
        code: 'has-on-unknown',
        message:
          'a fact that is unknown is left out: `has` would decide what nobody knows; read the fact, and the decision is unknown without it',
      },
    ];
  }
  if (token.text === 'principal' && (next === '==' || next === 'in')) {
    return [
      {
        code: 'names-a-principal',
        message:
          'findings with equal facts are decided together: accept a single finding by an exception, not in a policy',
      },
    ];
  }
  return [];
}
