import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { commitmentOf, decodeBase64, leafHash, parseCheckpoint, utf8, verifyInclusion } from 'selvedge-verify';
import { openAdvisories } from '#ground/advisories';
import { currentEvidence, signStatement } from '#ground/evidence';
import { openKeys, readEntry, type Sequencer, startSequencer } from '#ground/ledger';
import {
  type Claim,
  type ControlId,
  digestBytes,
  digestJson,
  type Finding,
  type Instant,
  newId,
  now,
  type ProjectId,
  type Statement,
  type SubjectId,
  withFingerprints,
} from '#ground/model';
import { execute, type Operation } from '#ground/operations';
import { type Actor, addOrganisation, addPerson, type Role, systemActor } from '#ground/people';
import { testStore, type TestStore } from '../../ground/store/testing.ts';
import { operations } from '../operations.generated.ts';
import { webhookData } from '../webhook-data.ts';
import { listDecisionsOperation } from './decisions.list.ts';
import { pollEvents } from './events.poll.ts';
import { readEvidenceOperation } from './evidence.read.ts';
import { submitEvidence } from './evidence.submit.ts';
import { acceptFinding } from './exceptions.accept.ts';
import { approveException } from './exceptions.approve.ts';
import { endException } from './exceptions.end.ts';
import { listExceptions } from './exceptions.list.ts';
import { countFindings } from './findings.counts.ts';
import { listFindingsOperation } from './findings.list.ts';
import { readFindingOperation } from './findings.read.ts';
import { decideGate } from './gates.decide.ts';
import { registerKeyOperation } from './keys.register.ts';
import { revokeKeyOperation } from './keys.revoke.ts';
import { readLogEntry } from './log.entry.ts';
import { readLog } from './log.read.ts';
import { invitePerson } from './people.invite.ts';
import { registerSubjectOperation } from './subjects.register.ts';
import { listSubjectsOperation } from './subjects.list.ts';
import { createTokenOperation } from './tokens.create.ts';
import { registerWebhook } from './webhooks.register.ts';

let store: TestStore;
let sequencer: Sequencer;
let home: string;
let owner: Actor;
let stranger: Actor;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'selvedge-operations-'));
  store = await testStore();
  sequencer = await startSequencer(store, openKeys(home));
  const organisation = await store.system((tx) => addOrganisation(tx, { name: 'Weavers' }, now()));
  const other = await store.system((tx) => addOrganisation(tx, { name: 'Others' }, now()));
  owner = systemActor('test', organisation.id);
  stranger = systemActor('stranger', other.id);
});
afterAll(async () => {
  await sequencer.stop();
  await store.close();
  rmSync(home, { recursive: true });
});

function run<Input extends z.ZodObject, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
  input: z.input<Input>,
  actor: Actor = owner,
  clock = now,
) {
  const settings = {
    webhookKey: Buffer.alloc(32),
    allowPrivateWebhooks: false,
    advisories: () => openAdvisories(home),
  };
  return execute(operation, input, { store, sequencer, actor, clock, settings, wait: 'proof' });
}

async function person(name: string, role: Role, at: Actor = owner): Promise<Actor> {
  const { organisation } = at;
  const { id } = await store.system((tx) => addPerson(tx, { organisation: organisation!, name, roles: [role] }, now()));
  return { ...at, id: id as string as Actor['id'], kind: 'person', name, roles: [role] };
}

async function newSubject(actor: Actor = owner): Promise<{ subject: SubjectId; project: ProjectId }> {
  const project = newId<ProjectId>('prj');
  const { result } = await run(
    registerSubjectOperation,
    { project, kind: 'repository', identity: project, name: 'shop' },
    actor,
  );
  return { subject: result.id, project };
}

const rule = 'secrets/github-personal-access-token' as Claim['rule'];

function leak(value: string, over: Partial<Claim> = {}): Claim {
  return {
    rule,
    severity: 'critical',
    confidence: 'certain',
    locus: { kind: 'secret', value: `hmac-sha256:${value}` },
    location: { path: `src/${value}.ts`, startLine: 3, startColumn: 1, endLine: 3, endColumn: 40 },
    message: 'A GitHub personal access token',
    excerpt: 'ghp_…',
    attributes: {},
    ...over,
  };
}

function statementOf(...claims: Claim[]): Statement {
  const findings: Finding[] = withFingerprints(claims);
  const at = now();
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'shop', digest: { gitCommit: 'a'.repeat(40) } }],
    predicateType: 'https://selvedge.dev/evidence/scan/v1',
    predicate: {
      scope: {
        analyzers: [{ id: 'secrets', digest: digestBytes('analyzer') }],
        rules: { digest: digestBytes('rules'), count: 1, ids: [rule] },
        source: 'working-tree',
        coverage: { kind: 'everything' },
        files: 10,
        bytes: 1000,
        notLookedAt: [],
      },
      findings,
      startedAt: at,
      finishedAt: at,
      tool: { name: 'selvedge', version: '0.1.0' },
    },
  };
}

describe('the thread from evidence to proof', () => {
  it('registers, submits, lists, decides, accepts, decides otherwise, and each step is an entry that proves itself [2:thread]', async () => {
    const { subject, project } = await newSubject();
    const submitted = await run(submitEvidence, { subject, statement: statementOf(leak('a'), leak('b')) });
    expect(submitted.result).toMatchObject({
      project,
      subject,
      signedBy: null,
      findings: { current: 2, opened: 2, closed: 0 },
    });

    const read = await run(readEvidenceOperation, { evidence: submitted.result.id });
    expect(digestJson(read.result.statement)).toBe(submitted.result.digest);
    const open = await run(listFindingsOperation, { project, status: ['open'] });
    expect(open.result.items.map(({ location }) => location.path)).toEqual(['src/a.ts', 'src/b.ts']);
    const failed = await run(decideGate, { stage: 'merge', subject });
    expect(failed.result.exitCode).toBe(1);
    expect(failed.result.decisions.find(({ control }) => control === 'no-leaked-secret')).toMatchObject({
      verdict: 'fail',
      effect: 'blocks',
      denied: 2,
      newlyDenied: 2,
    });
    const blocking = await run(listFindingsOperation, { project, effect: 'blocks' });
    expect(blocking.result.items).toHaveLength(2);

    for (const { id } of open.result.items) {
      const accepted = await run(acceptFinding, {
        finding: id,
        project,
        reason: 'Rotated already; removed in the next release',
        until: inDays(30),
      });
      expect(accepted.result).toMatchObject({
        state: 'active',
        requester: owner.id,
        approver: owner.id,
        covers: { finding: id },
      });
      expect(Object.keys(accepted.result.premises)).toContain('control:no-leaked-secret');
    }
    const passed = await run(decideGate, { stage: 'merge', subject, controls: ['no-leaked-secret'] });
    expect(passed.result.decisions).toMatchObject([{ verdict: 'pass', accepted: 2, denied: 0 }]);
    expect((await run(countFindings, { project })).result).toMatchObject({
      status: { open: 0, accepted: 2, closed: 0 },
    });
    expect((await run(listFindingsOperation, { project, effect: 'blocks' })).result.items).toEqual([]);

    await expectProof(submitted.entry?.id);
    await expectProof(passed.entry?.id);
  });

  it('shows how a finding comes about, step by step, and what would repair it, without the code of that', async () => {
    const { subject, project } = await newSubject();
    const location = { path: 'src/pay.ts', startLine: 3, startColumn: 1, endLine: 3, endColumn: 40 };
    const trace = [
      { location, symbol: 'pay', note: 'comes in as req.query', code: 'const name = req.query.name;' },
      { location: { ...location, startLine: 9, endLine: 9 }, note: 'arrives in query()' },
    ];
    const repair = { title: 'Pass it as a parameter', edits: [{ location, text: '$1' }] };
    await run(submitEvidence, { subject, statement: statementOf(leak('way', { trace, repair })) });
    const [listed] = (await run(listFindingsOperation, { project })).result.items;
    expect(listed).not.toHaveProperty('trace');
    const read = (await run(readFindingOperation, { finding: listed!.id, project })).result;
    expect(read).toMatchObject({ trace, repair: { title: 'Pass it as a parameter' } });
    expect(read.repair).not.toHaveProperty('edits');
    const long = statementOf(leak('long', { trace: Array.from({ length: 33 }, () => trace[0]!) }));
    await expect(run(submitEvidence, { subject, statement: long })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('closes what newer evidence covers and does not show, and says why', async () => {
    const { subject, project } = await newSubject();
    await run(submitEvidence, { subject, statement: statementOf(leak('gone')) });
    const [finding] = (await run(listFindingsOperation, { project })).result.items;
    const { result } = await run(submitEvidence, { subject, statement: statementOf() });
    expect(result.findings).toMatchObject({ closed: 1 });
    const read = await run(readFindingOperation, { finding: finding!.id, project });
    expect(read.result).toMatchObject({ status: 'closed', locus: { kind: 'secret' }, decisions: [], exceptions: [] });
    expect(read.result.history.map(({ kind }) => kind)).toEqual(['closed', 'opened']);
    expect(read.result.history[0]?.because).toContain('no longer there');
  });

  it('decides unknown where there is no evidence', async () => {
    const { subject } = await newSubject();
    const { result } = await run(decideGate, { stage: 'merge', subject });
    expect(result.exitCode).toBe(3);
    expect(result.decisions.every(({ verdict }) => verdict === 'unknown')).toBe(true);
  });

  it('is not passed by controls that whoever asks has chosen, nor by none', async () => {
    const { subject } = await newSubject();
    await run(submitEvidence, { subject, statement: statementOf() });
    const all = (await run(decideGate, { stage: 'merge', subject })).result;
    expect(all.undecided).toBeUndefined();
    await expect(run(decideGate, { stage: 'merge', subject, controls: [] })).rejects.toMatchObject({
      code: 'invalid-input',
      issues: [{ path: 'controls' }],
    });
    const first = 'no-leaked-secret' as ControlId;
    const others = all.decisions.map(({ control }) => control).filter((control) => control !== first);
    const some = (await run(decideGate, { stage: 'merge', subject, controls: [first] })).result;
    expect(some).toMatchObject({ exitCode: 3, decisions: [{ control: first, verdict: 'pass' }] });
    expect(others).not.toEqual([]);
    for (const left of others) expect(some.undecided).toContain(left);
    const none = (await run(decideGate, { stage: 'run', subject })).result;
    expect(none).toMatchObject({ exitCode: 3, undecided: 'no control has a mode at run', decisions: [] });
  });

  it('lists only the latest decisions, or all of them', async () => {
    const { subject } = await newSubject();
    await run(submitEvidence, { subject, statement: statementOf() });
    for (let i = 0; i < 3; i++) await run(decideGate, { stage: 'commit', subject });
    const latest = await run(listDecisionsOperation, { subject });
    const all = await run(listDecisionsOperation, { subject, latest: false });
    expect(all.result.items).toHaveLength(latest.result.items.length * 3);
    const first = await run(listDecisionsOperation, { subject, latest: false, limit: 2 });
    const rest = await run(listDecisionsOperation, { subject, latest: false, cursor: first.result.next ?? '' });
    expect([...first.result.items, ...rest.result.items]).toEqual(all.result.items);
  });
});

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

async function expectProof(id: string | undefined): Promise<void> {
  const { result } = await run(readLogEntry, { entry: id ?? '' });
  const { leaf, body, salt, proof } = result;
  const committed = JSON.parse(leaf) as { commitment: string };
  expect(commitmentOf(decodeBase64(salt ?? '')!, body)).toBe(committed.commitment);
  const { root, size } = parseCheckpoint(proof!.checkpoint.slice(0, proof!.checkpoint.indexOf('\n\n') + 1));
  const hashes = proof!.hashes.map((hash) => decodeBase64(hash)!);
  expect(size).toBe(proof!.size);
  expect(size).toBeGreaterThan(proof!.index);
  verifyInclusion({ leaf: leafHash(utf8(leaf)), index: proof!.index, size, root, proof: hashes });
}

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

/** The same statement, of a scan that ended so many seconds from now. */
function at(statement: Statement, seconds: number): Statement {
  const finishedAt = new Date(Date.now() + seconds * 1000).toISOString() as Instant;
  return { ...statement, predicate: { ...statement.predicate, finishedAt } };
}

describe('an exception', () => {
  it('of a developer waits until somebody else approves it [2:exception-approval]', async () => {
    const { subject, project } = await newSubject();
    const developer = await person('Dev', 'developer');
    const champion = await person('Champ', 'champion');
    await run(submitEvidence, { subject, statement: statementOf(leak('waits')) });
    const [finding] = (await run(listFindingsOperation, { project })).result.items;
    const input = { finding: finding!.id, project, reason: 'The key is a test account', until: inDays(10) };

    const asked = (await run(acceptFinding, input, developer)).result;
    expect(asked).toMatchObject({ state: 'requested', requester: developer.id });
    expect(asked.approver).toBeUndefined();
    expect((await run(countFindings, { project })).result.status).toMatchObject({ open: 1, accepted: 0 });
    await expect(run(approveException, { exception: asked.id }, developer)).rejects.toMatchObject({ code: 'denied' });

    const approved = (await run(approveException, { exception: asked.id }, champion)).result;
    expect(approved).toMatchObject({ state: 'active', approver: champion.id });
    expect((await run(countFindings, { project })).result.status).toMatchObject({ open: 0, accepted: 1 });
    await expect(run(approveException, { exception: asked.id }, champion)).rejects.toMatchObject({ code: 'conflict' });

    const ended = (await run(endException, { exception: asked.id, reason: 'It was rotated after all' }, developer))
      .result;
    expect(ended.state).toBe('ended');
    expect((await run(countFindings, { project })).result.status).toMatchObject({ open: 1, accepted: 0 });
  });

  it('of a critical finding is nobody’s to approve alone while others could; of a lesser one it is', async () => {
    const { subject, project } = await newSubject();
    const champion = await person('Alone', 'champion');
    await person('Another', 'champion');
    const claims = [leak('critical'), leak('low', { severity: 'low' })];
    await run(submitEvidence, { subject, statement: statementOf(...claims) });
    const [critical, low] = (await run(listFindingsOperation, { project })).result.items;
    const input = { project, reason: 'Known and accepted by all of us', until: inDays(3) };
    expect((await run(acceptFinding, { ...input, finding: critical!.id }, champion)).result.state).toBe('requested');
    expect((await run(acceptFinding, { ...input, finding: low!.id }, champion)).result.state).toBe('active');
  });

  it('has a reason, an end, and one that lies within a year', async () => {
    const { subject, project } = await newSubject();
    await run(submitEvidence, { subject, statement: statementOf(leak('bounds')) });
    const [finding] = (await run(listFindingsOperation, { project })).result.items;
    const input = { finding: finding!.id, project, reason: 'A reason that is long enough', until: inDays(1) };
    for (const until of [inDays(-2), inDays(400), '2026-02-30', 'never', '']) {
      await expect(run(acceptFinding, { ...input, until })).rejects.toMatchObject({
        code: 'invalid-input',
        issues: [{ path: 'until' }],
      });
    }
    await expect(run(acceptFinding, { ...input, reason: 'short' })).rejects.toMatchObject({
      issues: [{ path: 'reason' }],
    });
    await expect(run(acceptFinding, { ...input, finding: `fnd_${'0'.repeat(32)}` })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('is over at its end, by the clock alone', async () => {
    const { subject, project } = await newSubject();
    await run(submitEvidence, { subject, statement: statementOf(leak('ends')) });
    const [finding] = (await run(listFindingsOperation, { project })).result.items;
    await run(acceptFinding, {
      finding: finding!.id,
      project,
      reason: 'Only for tomorrow, then gone',
      until: inDays(1),
    });
    const later = () => `${inDays(3)}T00:00:00.000Z` as Instant;
    expect((await run(countFindings, { project }, owner, later)).result.status).toMatchObject({ open: 1, accepted: 0 });
    expect((await run(listExceptions, { project }, owner, later)).result.items).toEqual([]);
    expect((await run(listExceptions, { project, state: ['expired'] }, owner, later)).result.items).toHaveLength(1);
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

describe('a subject', () => {
  it('keeps its id when it is registered again, and its project’s remote makes a fork of another [2:fork-is-a-new-subject]', async () => {
    const project = newId<ProjectId>('prj');
    const wish = {
      project,
      kind: 'repository' as const,
      identity: project,
      name: 'shop',
      remote: 'https://bot:hunter2@github.com/weavers/shop.git',
    };
    const first = (await run(registerSubjectOperation, wish)).result;
    expect(first.remote).toBe('github.com/weavers/shop');
    const again = (
      await run(registerSubjectOperation, { ...wish, name: 'Shop', remote: 'git@github.com:weavers/shop.git' })
    ).result;
    expect(again).toMatchObject({ id: first.id, name: 'Shop' });
    const fork = (await run(registerSubjectOperation, { ...wish, remote: 'git@github.com:eve/shop.git' })).result;
    expect(fork.id).not.toBe(first.id);
    expect(fork).toMatchObject({ forkOf: first.id, remote: 'github.com/eve/shop' });
    const entries = await store.system((tx) =>
      tx.query<{ body: string }>("select body from ledger_entry where type = 'subjects.register'"),
    );
    expect(JSON.stringify(entries)).not.toContain('hunter2');
  });

  it('with a known project id of another organisation is that organisation’s own', async () => {
    const { project, subject } = await newSubject();
    const { result } = await run(
      registerSubjectOperation,
      { project, kind: 'repository', identity: project, name: 'mine' },
      stranger,
    );
    expect(result.id).not.toBe(subject);
  });
});

describe('another organisation', () => {
  it('reads nothing, decides nothing and changes nothing of this one [2:tenant-isolation]', async () => {
    const { subject, project } = await newSubject();
    const { entry, result } = await run(submitEvidence, { subject, statement: statementOf(leak('mine')) });
    await run(decideGate, { stage: 'merge', subject });
    const [finding] = (await run(listFindingsOperation, { project })).result.items;
    const { id: exception } = (
      await run(acceptFinding, { finding: finding!.id, project, reason: 'So that there is one', until: inDays(2) })
    ).result;

    expect((await run(listSubjectsOperation, { project }, stranger)).result.items).toEqual([]);
    expect((await run(listFindingsOperation, {}, stranger)).result.items).toEqual([]);
    expect((await run(listDecisionsOperation, { latest: false }, stranger)).result.items).toEqual([]);
    expect((await run(listExceptions, {}, stranger)).result.items).toEqual([]);
    expect((await run(countFindings, {}, stranger)).result.total).toBe(0);
    expect(
      (await run(readLog, { order: 'oldest' }, stranger)).result.items.every(({ actor }) => actor === stranger.id),
    ).toBe(true);
    for (const attempt of [
      () => run(readFindingOperation, { finding: finding!.id }, stranger),
      () => run(readLogEntry, { entry: entry!.id }, stranger),
      () => run(readEvidenceOperation, { evidence: result.id }, stranger),
      () => run(submitEvidence, { subject, statement: statementOf() }, stranger),
      () => run(decideGate, { stage: 'merge', subject }, stranger),
      () => run(endException, { exception, reason: 'I want it gone now' }, stranger),
      () => run(approveException, { exception }, stranger),
      () => run(acceptFinding, { finding: finding!.id, reason: 'Not mine to accept', until: inDays(2) }, stranger),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'not-found' });
    }
  });
});

describe('events', () => {
  it('are read on from a cursor, each once, in the order of the log [2:event-feed]', async () => {
    const reader = await person('Reader', 'auditor', stranger);
    const start = (await run(pollEvents, { limit: 500 }, reader)).result;
    for (let i = 0; i < 5; i++) await newSubject(stranger);
    const first = (await run(pollEvents, { cursor: start.next, limit: 2 }, reader)).result;
    const second = (await run(pollEvents, { cursor: first.next, limit: 100 }, reader)).result;
    const third = (await run(pollEvents, { cursor: second.next }, reader)).result;
    expect(first).toMatchObject({ more: true });
    expect([...first.items, ...second.items].map(({ type }) => type)).toEqual(
      Array.from({ length: 5 }, () => 'subjects.register'),
    );
    expect(third).toMatchObject({ items: [], next: second.next, more: false });
    const none = (await run(pollEvents, { cursor: start.next, type: ['gates.decide'] }, reader)).result;
    expect(none.items).toEqual([]);
    await expect(run(pollEvents, { cursor: 'WyJ4Il0' }, reader)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

function machine(over: Partial<Actor> = {}): Actor {
  return { ...owner, id: newId('tok'), kind: 'machine', name: 'ci', roles: ['machine'], scopes: ['read'], ...over };
}

async function feed(reader: Actor): Promise<Map<string, { project: unknown; body?: unknown }>> {
  const seen = new Map<string, { project: unknown; body?: unknown }>();
  for (let cursor: string | undefined, more = true; more;) {
    const { result } = await run(pollEvents, { cursor, limit: 500 }, reader);
    for (const item of result.items) seen.set(item.id, item);
    [cursor, more] = [result.next, result.more];
  }
  return seen;
}

describe('the body of an entry', () => {
  const url = 'https://hooks.example.com/services/T0/B0/hunter2';

  it('is kept from whoever may not list what it tells of; type, time and commitment are not', async () => {
    const developer = await person('Nosy', 'developer');
    const hook = (await run(registerWebhook, { url })).entry!.id;
    const token = (await run(createTokenOperation, { name: 'reader', scopes: ['read'] })).entry!.id;
    const invited = (await run(invitePerson, { name: 'Ada', roles: ['developer'] })).entry!.id;
    const { entry } = await run(registerSubjectOperation, {
      project: newId<ProjectId>('prj'),
      kind: 'repository',
      identity: 'x',
      name: 'shop',
    });
    for (const [reader, hidden] of [
      [owner, []],
      [await person('Aud', 'auditor'), []],
      [developer, [hook, token]],
      [machine(), [hook, token, invited]],
    ] as const) {
      const events = await feed(reader);
      for (const id of [hook, token, invited, entry!.id]) {
        const isHidden = (hidden as readonly string[]).includes(id);
        expect(events.get(id)?.body === undefined).toBe(isHidden);
        const { result } = await run(readLogEntry, { entry: id }, reader);
        expect([result.body === undefined, result.salt === undefined]).toEqual([isHidden, isHidden]);
        expect(JSON.parse(result.leaf)).toMatchObject({
          id,
          type: result.type,
          commitment: expect.any(String) as string,
        });
      }
    }
  });

  it('of a webhook has its origin and the digest of its URL, so that no path that is a secret is kept for good', async () => {
    const { result, entry } = await run(registerWebhook, { url });
    expect(result.url).toBe(url);
    const { body } = (await run(readLogEntry, { entry: entry!.id })).result;
    expect(body).toMatchObject({
      input: { url: 'https://hooks.example.com/…', urlDigest: digestBytes(url) },
      result: { id: result.id, url: 'https://hooks.example.com/…' },
    });
    expect(JSON.stringify(body)).not.toContain('hunter2');
    const rows = await store.system((tx) => tx.query("select body from ledger_entry where body like '%hunter2%'"));
    expect(rows).toEqual([]);
  });

  it('and the entry itself are not for a token of one project when they belong to none, or to another', async () => {
    const { project } = await newSubject();
    await newSubject();
    const ofAll = (await run(invitePerson, { name: 'Bob', roles: ['auditor'] })).entry!.id;
    const token = machine({ project });
    const events = await feed(token);
    expect([...events.values()].map((event) => event.project)).toEqual([project]);
    const listed = (await run(readLog, { limit: 100 }, token)).result.items;
    expect(listed.map((item) => item.project)).toEqual([project]);
    await expect(run(readLogEntry, { entry: ofAll }, token)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('goes to a webhook only while whoever registered it may read it', async () => {
    const { entry } = await run(createTokenOperation, { name: 'told', scopes: ['read'] });
    const told = await store.transaction({ organisation: owner.organisation! }, (tx) => readEntry(tx, entry!.id));
    const data = webhookData({ store, clock: now });
    const boss = await person('Boss', 'owner');
    expect((await data(told!, boss.id)).body).toBeDefined();
    expect((await data(told!, (await person('Dev', 'developer')).id)).body).toBeUndefined();
    await store.system((tx) => tx.query("update person set roles = '{developer}' where id = $1", [boss.id]));
    expect(await data(told!, boss.id)).toMatchObject({ id: told!.id, type: 'tokens.create' });
    expect((await data(told!, boss.id)).body).toBeUndefined();
    expect((await data(told!, 'usr_nobody' as Actor['id'])).body).toBeUndefined();
  });
});

describe('every operation', () => {
  it('has a name of its own, and a route of its own', () => {
    expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length);
    expect(new Set(operations.map(({ http }) => http.replaceAll(/:\w+/g, ':'))).size).toBe(operations.length);
    for (const { http, kind } of operations) expect(http.startsWith('GET ')).toBe(kind === 'query');
  });
});
