import { describe, expect, it } from 'vitest';
import { commitmentOf, decodeBase64, leafHash, parseCheckpoint, utf8, verifyInclusion } from 'selvedge-verify';
import { type ControlId, digestJson } from '#ground/model';
import { listDecisionsOperation } from './decisions.list.ts';
import { readEvidenceOperation } from './evidence.read.ts';
import { submitEvidence } from './evidence.submit.ts';
import { acceptFinding } from './exceptions.accept.ts';
import { countFindings } from './findings.counts.ts';
import { listFindingsOperation } from './findings.list.ts';
import { readFindingOperation } from './findings.read.ts';
import { decideGate } from './gates.decide.ts';
import { readLogEntry } from './log.entry.ts';
import { inDays, leak, newSubject, owner, run, statementOf } from './testing.ts';

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
