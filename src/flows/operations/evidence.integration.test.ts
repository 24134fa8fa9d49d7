import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { currentEvidence, signStatement } from '#ground/evidence';
import { digestBytes } from '#ground/model';
import { submitEvidence } from './evidence.submit.ts';
import { countFindings } from './findings.counts.ts';
import { decideGate } from './gates.decide.ts';
import { registerKeyOperation } from './keys.register.ts';
import { revokeKeyOperation } from './keys.revoke.ts';
import { at, leak, newSubject, owner, run, statementOf, store } from './testing.ts';

describe('evidence', () => {
  it('that is older than what is known closes nothing and passes no gate', async () => {
    const { subject, project } = await newSubject();
    const clean = statementOf();
    await run(submitEvidence, { subject, statement: statementOf(leak('since')) });
    await expect(run(submitEvidence, { subject, statement: clean })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(clean.predicate.finishedAt) as string,
    });
    expect((await run(countFindings, { project })).result.status).toMatchObject({ open: 1, closed: 0 });
    expect((await run(decideGate, { stage: 'deploy', subject })).result.exitCode).toBe(1);
  });

  it('that comes a second time gets the first receipt, and changes nothing', async () => {
    const { subject, project } = await newSubject();
    const statement = statementOf();
    const first = (await run(submitEvidence, { subject, statement })).result;
    await run(submitEvidence, { subject, statement: statementOf(leak('later')) });
    const again = (await run(submitEvidence, { subject, statement })).result;
    expect(first.repeated).toBe(false);
    expect(again).toEqual({ ...first, repeated: true, findings: { current: 0, opened: 0, reopened: 0, closed: 0 } });
    expect((await run(countFindings, { project })).result.status).toMatchObject({ open: 1 });
  });

  it('counts from the end of its scan, so that a gate does not take an old one for new', async () => {
    const { subject } = await newSubject();
    await run(submitEvidence, { subject, statement: at(statementOf(), -30 * 3600) });
    const { result } = await run(decideGate, { stage: 'deploy', subject });
    const searched = result.decisions.find(({ control }) => control === 'searched-for-secrets');
    expect(result.exitCode).toBe(3);
    expect(searched).toMatchObject({
      verdict: 'unknown',
      reasons: [{ what: 'the newest evidence is 30 hours old (limit 24)' }],
    });
  });

  it('from the future is refused, but for what clocks may differ', async () => {
    const { subject } = await newSubject();
    await expect(run(submitEvidence, { subject, statement: at(statementOf(), 360) })).rejects.toMatchObject({
      code: 'invalid-input',
      issues: [{ path: 'statement.predicate.finishedAt' }],
    });
    await run(submitEvidence, { subject, statement: at(statementOf(), 240) });
    // A right clock is not locked out by one that is ahead.
    await run(submitEvidence, { subject, statement: statementOf() });
  });

  it('about another subject is refused', async () => {
    const { subject } = await newSubject();
    const statement = { ...statementOf(), subject: [{ name: 'warehouse', digest: { gitCommit: 'b'.repeat(40) } }] };
    await expect(run(submitEvidence, { subject, statement })).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'the statement is about warehouse, and not about shop',
    });
  });

  it('of which there is much is not read whole for a decision', async () => {
    const { subject, project } = await newSubject();
    await run(submitEvidence, { subject, statement: statementOf() });
    const tenant = { organisation: owner.organisation!, project };
    await store.transaction(tenant, (tx) =>
      tx.query(
        `with many as (
           insert into evidence select 'evd_' || n, organisation, project, subject, digest || n, submitted_by,
             submitted_at - make_interval(secs => n), null, '"unread"', finished_at - make_interval(secs => n), '', null
           from evidence, generate_series(1, 3000) n where subject = $1 returning *
         )
         insert into evidence_analyzer
           select id, organisation, project, subject, 'secrets', 'everything', finished_at from many`,
        [subject],
      ),
    );
    const found = await store.transaction(tenant, (tx) => currentEvidence(tx, subject, ['secrets', 'other']));
    expect(found.map(({ scope }) => scope.coverage.kind)).toEqual(['everything']);
  });

  it('is considered from the newest that looked at everything, however many small scans came since', async () => {
    const { subject, project } = await newSubject();
    const whole = (await run(submitEvidence, { subject, statement: statementOf() })).result;
    const tenant = { organisation: owner.organisation!, project };
    await store.transaction(tenant, (tx) =>
      tx.query(
        `with many as (
           insert into evidence select 'evp_' || n, organisation, project, subject, digest || n, submitted_by,
             submitted_at + make_interval(secs => n), null, scope, finished_at + make_interval(secs => n), '', null
           from evidence, generate_series(1, 300) n where subject = $1 returning *
         )
         insert into evidence_analyzer
           select id, organisation, project, subject, 'secrets', 'paths', finished_at from many`,
        [subject],
      ),
    );
    const found = await store.transaction(tenant, (tx) => currentEvidence(tx, subject, ['secrets']));
    expect(found).toHaveLength(201);
    expect(found.at(-1)?.id).toBe(whole.id);
  });
});

describe('signed evidence', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

  it('is verified against registered keys, and the receipt names the key [2:signed-evidence]', async () => {
    const { subject } = await newSubject();
    const envelope = signStatement(statementOf(leak('signed')), privateKey);
    await expect(run(submitEvidence, { subject, envelope })).rejects.toMatchObject({
      code: 'invalid-input',
      issues: [{ path: 'envelope', message: 'not-signed-by-a-known-key' }],
    });
    const key = (await run(registerKeyOperation, { name: 'ci', publicKey: pem })).result;
    await expect(run(registerKeyOperation, { name: 'again', publicKey: pem })).rejects.toMatchObject({
      code: 'conflict',
    });
    const receipt = (await run(submitEvidence, { subject, envelope })).result;
    expect(receipt).toMatchObject({ signedBy: key.id, findings: { opened: 1 } });
    expect(receipt.digest).toBe(digestBytes(Buffer.from(envelope.payload, 'base64')));

    const changed = {
      ...envelope,
      payload: Buffer.from(Buffer.from(envelope.payload, 'base64').toString().replace('critical', 'low')).toString(
        'base64',
      ),
    };
    await expect(run(submitEvidence, { subject, envelope: changed })).rejects.toMatchObject({ code: 'invalid-input' });
    await run(revokeKeyOperation, { key: key.id });
    await expect(run(submitEvidence, { subject, envelope })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('is one of two: a statement or an envelope', async () => {
    const { subject } = await newSubject();
    await expect(run(submitEvidence, { subject })).rejects.toMatchObject({ code: 'invalid-input' });
    const statement = statementOf();
    const both = { subject, statement, envelope: signStatement(statement, privateKey) };
    await expect(run(submitEvidence, both)).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('of an unknown predicate type is refused by its name', async () => {
    const { subject } = await newSubject();
    const statement = { ...statementOf(), predicateType: 'https://selvedge.dev/evidence/scan/v2' as never };
    await expect(run(submitEvidence, { subject, statement })).rejects.toMatchObject({
      issues: [{ message: expect.stringContaining('https://selvedge.dev/evidence/scan/v2') as string }],
    });
  });

  it('has a key that is Ed25519, as PEM or raw', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
      .publicKey.export({ type: 'spki', format: 'pem' })
      .toString();
    await expect(run(registerKeyOperation, { name: 'rsa', publicKey: rsa })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    const raw = generateKeyPairSync('ed25519')
      .publicKey.export({ type: 'spki', format: 'der' })
      .subarray(-32)
      .toString('base64');
    expect((await run(registerKeyOperation, { name: 'raw', publicKey: raw })).result.keyid).toMatch(/^[0-9a-f]{64}$/);
  });
});
