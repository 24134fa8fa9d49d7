/** Operations through the one door, on a store of the test's own: two organisations that do not know each other, and a sequencer. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { z } from 'zod';
import { openAdvisories } from '#ground/advisories';
import { openKeys, type Sequencer, startSequencer } from '#ground/ledger';
import {
  type Claim,
  digestBytes,
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
import { registerSubjectOperation } from './subjects.register.ts';

export let store: TestStore;
let sequencer: Sequencer;
let home: string;
export let owner: Actor;
export let stranger: Actor;

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

export function run<Input extends z.ZodObject, Output extends z.ZodType>(
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

export async function person(name: string, role: Role, at: Actor = owner): Promise<Actor> {
  const { organisation } = at;
  const { id } = await store.system((tx) => addPerson(tx, { organisation: organisation!, name, roles: [role] }, now()));
  return { ...at, id: id as string as Actor['id'], kind: 'person', name, roles: [role] };
}

export async function newSubject(actor: Actor = owner): Promise<{ subject: SubjectId; project: ProjectId }> {
  const project = newId<ProjectId>('prj');
  const { result } = await run(
    registerSubjectOperation,
    { project, kind: 'repository', identity: project, name: 'shop' },
    actor,
  );
  return { subject: result.id, project };
}

const rule = 'secrets/github-personal-access-token' as Claim['rule'];

export function leak(value: string, over: Partial<Claim> = {}): Claim {
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

export function statementOf(...claims: Claim[]): Statement {
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

export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** The same statement, of a scan that ended so many seconds from now. */
export function at(statement: Statement, seconds: number): Statement {
  const finishedAt = new Date(Date.now() + seconds * 1000).toISOString() as Instant;
  return { ...statement, predicate: { ...statement.predicate, finishedAt } };
}
