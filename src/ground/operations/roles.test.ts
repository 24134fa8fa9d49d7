import { describe, expect, it } from 'vitest';
import { preparePolicies } from '#ground/policy';
import type { Actor } from '#ground/people';
import { ask } from './authorise.ts';
import { rolePolicies } from './roles.ts';

const person = (role: Actor['roles'][number]): Actor =>
  ({ id: 'system:somebody', kind: 'person', name: 'Somebody', roles: [role], scopes: [] }) as unknown as Actor;
const machine = (...scopes: Actor['scopes']): Actor => ({ ...person('machine'), kind: 'machine', scopes });
const command = (name: string) => ({ name, kind: 'command' }) as const;
const query = (name: string) => ({ name, kind: 'query' }) as const;
const anywhere = { resource: { type: 'Organisation', id: 'org' } };

describe('the policies of roles', () => {
  it.each([
    ['owner', person('owner'), command('tokens.create'), 'allow'],
    ['champion', person('champion'), command('exceptions.approve'), 'allow'],
    ['champion', person('champion'), command('tokens.create'), 'deny'],
    ['developer', person('developer'), command('exceptions.accept'), 'allow'],
    ['developer', person('developer'), command('exceptions.approve'), 'deny'],
    ['developer', person('developer'), query('findings.list'), 'allow'],
    ['developer', person('developer'), query('tokens.list'), 'deny'],
    ['auditor', person('auditor'), query('log.read'), 'allow'],
    ['auditor', person('auditor'), command('gates.decide'), 'deny'],
    ['machine that reads', machine('read'), query('findings.list'), 'allow'],
    ['machine that reads', machine('read'), command('evidence.submit'), 'deny'],
    ['machine that submits', machine('submit'), command('evidence.submit'), 'allow'],
    ['machine that submits', machine('submit'), query('findings.list'), 'deny'],
    ['machine that decides', machine('decide'), command('gates.decide'), 'allow'],
    ['machine with every scope', machine('read', 'submit', 'decide'), command('exceptions.accept'), 'deny'],
    [
      'person with a scope, which counts for machines alone',
      { ...person('auditor'), scopes: ['submit'] },
      command('evidence.submit'),
      'deny',
    ],
  ] as const)('%s: %#', async (_, actor, action, answer) => {
    const facts = { severity: 'low', requester: 'somebody-else', otherApprovers: 1 };
    expect(ask(await rolePolicies(), actor, action, { ...anywhere, facts }).answer).toBe(answer);
  });

  const approval = (facts: { severity?: string; requester: string; otherApprovers: number }) =>
    rolePolicies().then((policies) =>
      ask(policies, person('champion'), command('exceptions.approve'), { ...anywhere, facts }),
    );

  it('let nobody approve their own critical exception while somebody else could [2:four-eyes]', async () => {
    const own = { severity: 'critical', requester: 'system:somebody', otherApprovers: 1 };
    expect(await approval(own)).toMatchObject({ answer: 'deny', policies: ['four-eyes'] });
    expect(await approval({ ...own, requester: 'system:another' })).toMatchObject({ answer: 'allow' });
    expect(await approval({ ...own, otherApprovers: 0 })).toMatchObject({ answer: 'allow' });
    expect(await approval({ ...own, severity: 'high' })).toMatchObject({ answer: 'allow' });
  });

  it('do not answer allow when a fact that they forbid by is unknown [2:allow-with-errors-refused]', async () => {
    const { answer, errors } = await approval({ requester: 'system:somebody', otherApprovers: 1 });
    expect(answer).toBe('unknown');
    expect(errors[0]).toMatchObject({ policy: 'four-eyes', message: expect.stringContaining('severity') as string });
  });
});

describe('an allow with errors', () => {
  it('is not an allow', async () => {
    const policies = await preparePolicies('erring', {
      all: 'permit (principal, action, resource);',
      none: 'forbid (principal, action, resource) when { context.missing };',
    });
    expect(ask(policies, person('owner'), command('tokens.create'), anywhere).answer).toBe('unknown');
  });
});
