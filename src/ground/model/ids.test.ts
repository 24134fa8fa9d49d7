import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ActorId, ControlId, FindingId, LeaseId, newId, ProjectId, RuleId } from './index.ts';

describe('ids', () => {
  test('a new id is its prefix and a UUID of version 7 that begins with the time (RFC 9562, section 5.7)', () => {
    const id = newId<LeaseId>('lse', 0x017f22e279b0); // the RFC's own example time, appendix A.6
    expect(LeaseId.safeParse(id).success).toBe(true);
    expect(id.slice(0, 17)).toBe('lse_017f22e2-79b0');
    expect(id[18]).toBe('7');
  });

  test('ids that are made later sort later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 47 }), fc.integer({ min: 1, max: 2 ** 40 }), (time, later) => {
        expect(newId('ent', time) < newId('ent', time + later)).toBe(true);
      }),
    );
  });

  test('two ids of the same millisecond differ', () => {
    const ids = Array.from({ length: 1000 }, () => newId('ent', 1));
    expect(new Set(ids).size).toBe(1000);
  });

  test.each([
    [ProjectId, 'prj_017f22e2-79b0-7cc3-98c4-dc0c0c07398f', true],
    [ProjectId, 'org_017f22e2-79b0-7cc3-98c4-dc0c0c07398f', false],
    [ProjectId, 'prj_017f22e2-79b0-4cc3-98c4-dc0c0c07398f', false],
    [ProjectId, 'prj_017F22E2-79B0-7CC3-98C4-DC0C0C07398F', false],
    [ProjectId, 'prj_017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n', false],
    [FindingId, 'fnd_0123456789abcdef0123456789abcdef', true],
    [FindingId, 'fnd_0123456789abcdef0123456789abcde', false],
    [RuleId, 'secrets/github-personal-access-token', true],
    [RuleId, 'secrets/', false],
    [RuleId, 'secrets/a/b', false],
    [RuleId, 'Secrets/a', false],
    [ControlId, 'no-leaked-secret', true],
    [ControlId, 'no', false],
    [ActorId, 'system:sequencer', true],
    [ActorId, 'anonymous', true],
    [ActorId, 'root', false],
  ])('%# %s', (schema, text, isOne) => {
    expect(schema.safeParse(text).success).toBe(isOne);
  });
});
