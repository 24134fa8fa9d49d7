import { describe, expect, it } from 'vitest';
import { type Instant, newId, type ProjectId } from '#ground/model';
import { submitEvidence } from './evidence.submit.ts';
import { acceptFinding } from './exceptions.accept.ts';
import { approveException } from './exceptions.approve.ts';
import { endException } from './exceptions.end.ts';
import { listExceptions } from './exceptions.list.ts';
import { countFindings } from './findings.counts.ts';
import { listFindingsOperation } from './findings.list.ts';
import { registerSubjectOperation } from './subjects.register.ts';
import { inDays, leak, newSubject, owner, person, run, statementOf, store, stranger } from './testing.ts';

const later = () => `${inDays(3)}T00:00:00.000Z` as Instant;

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
    expect((await run(countFindings, { project }, owner, later)).result.status).toMatchObject({ open: 1, accepted: 0 });
    expect((await run(listExceptions, { project }, owner, later)).result.items).toEqual([]);
    expect((await run(listExceptions, { project, state: ['expired'] }, owner, later)).result.items).toHaveLength(1);
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
