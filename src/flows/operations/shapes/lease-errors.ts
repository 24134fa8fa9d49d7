import { LeaseError } from '#ground/leases';
import { OperationError } from '#ground/operations';

const members: Partial<Record<LeaseError['code'], string>> = {
  'end-missing': 'until',
  'end-past': 'until',
  'end-too-far': 'until',
  'reason-too-short': 'reason',
};

/** Says which member of the input a lease's refusal is about. Returns what is no LeaseError as it is. */
export function asOperationError(error: unknown): unknown {
  if (!(error instanceof LeaseError)) return error;
  const member = members[error.code];
  if (member === undefined)
    return new OperationError('conflict', error.message, 'Read it again to see its state.', { cause: error });
  return new OperationError('invalid-input', error.message, `Change \`${member}\`, and ask again.`, {
    issues: [{ path: member, message: error.message }],
    cause: error,
  });
}
