import { describe, expect, test } from 'vitest';
import { type Instant, Lease, leaseState } from '#ground/model';
import { acceptInFile, readExceptions, requestLease } from './index.ts';

const monday = '2026-11-23T09:00:00.000Z' as Instant;
const one = 'fnd_00000000000000000000000000000001';
const two = 'fnd_00000000000000000000000000000002';

const accept = (finding: string, changes: { reason?: string; end?: string; rule?: string; id?: number } = {}) =>
  requestLease(
    {
      kind: 'exception',
      covers: {
        finding: finding as NonNullable<Lease['covers']['finding']>,
        ...(changes.rule !== undefined && { rule: changes.rule }),
      },
      requester: 'mona',
      reason: changes.reason ?? 'A test account without rights.',
      end: (changes.end ?? '2026-12-01T00:00:00.000Z') as Instant,
    },
    monday,
    `lse_017f22e2-79b0-7cc3-98c4-dc0c0c07398${changes.id ?? 0}` as Lease['id'],
  );

describe('exceptions in a file [2:leases]', () => {
  test('the first one makes the file', async () => {
    expect(await acceptInFile(undefined, accept(one, { rule: 'secrets/token' })))
      .toBe(`# Findings that this project accepts until a date, for a reason. The review that merges an entry approves it;
# from merge on, the target branch's file counts. An entry without an end cannot be written, and one that has ended does nothing.
version: 1
exceptions:
  - id: lse_017f22e2-79b0-7cc3-98c4-dc0c0c073980
    finding: ${one}
    rule: secrets/token
    reason: A test account without rights.
    requester: mona
    requested: 2026-11-23T09:00:00.000Z
    until: 2026-11-30
`);
  });

  test('is read as leases that started when they were requested, approved by the review', async () => {
    const [lease] = await readExceptions(await acceptInFile(undefined, accept(one)));
    expect(Lease.parse(lease)).toEqual({
      ...accept(one),
      approver: 'the review that merged it',
      start: monday,
      end: '2026-12-01T00:00:00.000Z',
    });
    expect(leaseState(lease!, '2026-11-30T23:59:59.999Z' as Instant)).toBe('active');
    expect(leaseState(lease!, '2026-12-01T00:00:00.000Z' as Instant)).toBe('expired');
  });

  test('another one leaves comments, order and blank lines as they were', async () => {
    const file =
      (await acceptInFile(undefined, accept(one)))
        .replace('  - id', '  # Kim looked at it.\n  - id')
        .replace('mona\n', 'mona # on holiday\n') + '\n# The end.\n';
    const more = await acceptInFile(file, accept(two, { id: 1 }));
    expect(more).toContain('  # Kim looked at it.\n  - id');
    expect(more).toContain('mona # on holiday\n');
    expect(more).toContain('# The end.\n');
    expect((await readExceptions(more)).map(({ covers }) => covers.finding)).toEqual([one, two]);
  });

  test('another one for the same finding takes the place of the first', async () => {
    const file = (await acceptInFile(await acceptInFile(undefined, accept(one)), accept(two, { id: 1 }))).replace(
      '  - id',
      '  # Kim looked at it.\n  - id',
    );
    const longer = await acceptInFile(file, accept(one, { id: 2, end: '2027-02-01T00:00:00.000Z' }));
    expect(longer).toContain('  # Kim looked at it.\n  - id: lse_017f22e2-79b0-7cc3-98c4-dc0c0c073982');
    expect((await readExceptions(longer)).map(({ covers, end }) => `${covers.finding} ${end}`)).toEqual([
      `${one} 2027-02-01T00:00:00.000Z`,
      `${two} 2026-12-01T00:00:00.000Z`,
    ]);
  });

  test('an empty list is filled', async () => {
    expect(await acceptInFile('version: 1\nexceptions: []\n', accept(one))).toContain('exceptions:\n  - id: ');
  });

  test.each([
    'a # b: "c"',
    '- not a list\n- but text',
    '!tag &anchor *alias',
    'yes, 12:30, null',
    '“quoted” – with dashes',
  ])('a reason such as %j comes back as it was', async (text) => {
    const [lease] = await readExceptions(
      await acceptInFile(undefined, accept(one, { reason: `${text}, and that is why` })),
    );
    expect(lease!.reason).toBe(`${text}, and that is why`);
  });

  test.each([
    ['without an end', 'until: 2026-11-30', '', '"exceptions.0.until" is missing', 4],
    [
      'with a day that no calendar has',
      '2026-11-30',
      '2026-11-31',
      '"exceptions.0.until" is "2026-11-31"; expected a date such as 2027-01-31',
      9,
    ],
    [
      'that runs for years',
      '2026-11-30',
      '2030-01-01',
      'expected at most a year after it was requested: 2027-11-24',
      9,
    ],
    [
      'without a reason',
      'A test account without rights.',
      'because',
      '"exceptions.0.reason" is "because"; expected at least 10 characters',
      6,
    ],
    ['of another finding’s form', one, 'secrets/token', '"exceptions.0.finding" is "secrets/token"', 5],
  ])('an entry %s is refused, with its line', async (_name, was, is, message, line) => {
    const file = (await acceptInFile(undefined, accept(one))).split('\n').slice(1).join('\n').replace(was, is);
    await expect(readExceptions(file)).rejects.toMatchObject({
      file: '.selvedge/exceptions.yaml',
      line,
      message: expect.stringContaining(message),
    });
  });

  test('a broken file is not written to', async () => {
    await expect(acceptInFile('version: 2\nexceptions: []\n', accept(one))).rejects.toMatchObject({
      code: 'unknown-version',
    });
  });
});
