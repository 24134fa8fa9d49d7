import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { submitEvidence } from '#flows/operations/evidence.submit';
import { validatorCompiler } from './validate.ts';

/** What the validator says of a body: undefined when it lets it through. */
function check(body: unknown, schema: z.ZodObject = submitEvidence.input): Error | undefined {
  const validate = validatorCompiler({ schema: { zod: schema }, httpPart: 'body', method: 'POST', url: '/' });
  return (validate(body) as { error?: Error }).error;
}

function envelope(payload: string, sig = 'AAAA') {
  return {
    subject: 'sub_0190a5b0-0000-7000-8000-000000000000',
    envelope: { payloadType: 'application/vnd.in-toto+json', payload, signatures: [{ sig }] },
  };
}

describe('a signed envelope', () => {
  it.each([4, 6_000_000, 48_000_000])('of %d characters is read', (length) => {
    expect(check(envelope('A'.repeat(length)))).toBeUndefined();
  });

  it('of more than 48 million characters is refused', () => {
    expect(check(envelope('A'.repeat(48_000_004)))?.message).toContain('envelope.payload');
  });

  it('with a signature of megabytes is refused', () => {
    expect(check(envelope('AAAA', 'A'.repeat(8_000_000)))?.message).toContain('envelope.signatures.0.sig');
  });
});

describe('a text of megabytes', () => {
  it('where a short one is meant is bad input, not a fault of the server', () => {
    const schema = z.strictObject({ name: z.string().regex(/^(?:[a-z]|-)+$/) });
    expect(check({ name: 'a'.repeat(20_000_000) }, schema)).toMatchObject({ problem: { status: 400 } });
  });
});
