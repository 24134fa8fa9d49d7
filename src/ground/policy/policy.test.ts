import { describe, expect, test } from 'vitest';
import { isCedarLoaded, lintPolicies, PolicyError, type PolicyRequest, preparePolicies } from './index.ts';

const request = (context: PolicyRequest['context'], entities: PolicyRequest['entities'] = []): PolicyRequest => ({
  principal: { type: 'Person', id: 'mona' },
  action: { type: 'Action', id: 'read' },
  resource: { type: 'Subject', id: 'shop' },
  context,
  entities,
});

async function answerOf(policies: Readonly<Record<string, string>>, context: PolicyRequest['context'] = {}) {
  return (await preparePolicies('test', policies)).ask(request(context));
}

describe('asking Cedar', () => {
  test('a permit allows, and is named', async () => {
    expect(await answerOf({ all: 'permit (principal, action, resource);' })).toEqual({
      answer: 'allow',
      policies: ['all'],
      errors: [],
    });
  });

  test('without a permit the answer is deny, and no policy is named', async () => {
    expect(
      await answerOf(
        { low: 'permit (principal, action, resource) when { context.severity == "low" };' },
        { severity: 'high' },
      ),
    ).toEqual({
      answer: 'deny',
      policies: [],
      errors: [],
    });
  });

  test('a forbid beats a permit', async () => {
    const policies = {
      all: 'permit (principal, action, resource);',
      high: 'forbid (principal, action, resource) when { context.severity == "high" };',
    };
    expect(await answerOf(policies, { severity: 'high' })).toEqual({ answer: 'deny', policies: ['high'], errors: [] });
  });

  test('allow is unknown when a policy erred: it may have been a forbid [2:decide]', async () => {
    const policies = {
      all: 'permit (principal, action, resource);',
      live: 'forbid (principal, action, resource) when { context.attributes.live };',
    };
    const answer = await answerOf(policies, { attributes: {} });
    expect(answer.answer).toBe('unknown');
    expect(answer.errors).toEqual([
      { policy: 'live', message: expect.stringContaining('does not have the attribute `live`') },
    ]);
  });

  test('deny stays deny when another policy erred, and the error shows', async () => {
    const policies = {
      never: 'forbid (principal, action, resource);',
      live: 'permit (principal, action, resource) when { context.live };',
    };
    const answer = await answerOf(policies, {});
    expect(answer).toMatchObject({ answer: 'deny', policies: ['never'], errors: [{ policy: 'live' }] });
  });

  test('a fact that Cedar has no value for makes the answer unknown', async () => {
    const answer = await answerOf({ all: 'permit (principal, action, resource);' }, { entropy: 3.5 });
    expect(answer).toMatchObject({ answer: 'unknown', policies: [] });
    expect(answer.errors).toHaveLength(1);
  });

  test('groups are asked through the entities that are handed in', async () => {
    const set = await preparePolicies('roles', { readers: 'permit (principal in Role::"reader", action, resource);' });
    const reader = { reference: { type: 'Person', id: 'mona' }, parents: [{ type: 'Role', id: 'reader' }] };
    expect(set.ask(request({}, [reader])).answer).toBe('allow');
    expect(set.ask(request({}, [])).answer).toBe('deny');
  });

  test('one text may hold several policies, named by @id or number; semicolons in strings and comments end none', async () => {
    const text = `// first; not the end
@id("quiet") permit (principal, action, resource) when { context.note == "a; \\"b;" };
permit (principal, action, resource) when { context.note == "c" };`;
    expect((await answerOf({ notes: text }, { note: 'a; "b;' })).policies).toEqual(['notes/quiet']);
    expect((await answerOf({ notes: text }, { note: 'c' })).policies).toEqual(['notes/2']);
  });

  test('loads Cedar', async () => {
    await answerOf({ all: 'permit (principal, action, resource);' });
    expect(isCedarLoaded()).toBe(true);
  });

  test('two sets do not mix', async () => {
    const [yes, no] = await Promise.all([
      preparePolicies('same', { all: 'permit (principal, action, resource);' }),
      preparePolicies('same', { all: 'forbid (principal, action, resource);' }),
    ]);
    expect([yes.ask(request({})).answer, no.ask(request({})).answer]).toEqual(['allow', 'deny']);
  });
});

describe('a policy that cannot be asked', () => {
  test('is refused with line and column, in characters and not in bytes', async () => {
    const text = '// größer\npermit (principal, action, resource)\nwhen { context.größe == 1 };';
    await expect(preparePolicies('test', { size: text })).rejects.toMatchObject({
      name: 'PolicyError',
      code: 'syntax',
      policy: 'size',
      line: 3,
      column: 18,
    });
  });

  test('among several, the one that fails is named, at its place', async () => {
    const text = 'permit (principal, action, resource);\npermit (principal, action, resource) when { 1 = 2 };';
    await expect(
      preparePolicies('test', { fine: 'permit (principal, action, resource);', wrong: text }),
    ).rejects.toMatchObject({ policy: 'wrong', line: 2 });
  });

  test('two policies of one name are refused', async () => {
    const text = '@id("a") permit (principal, action, resource);\n@id("a") forbid (principal, action, resource);';
    await expect(preparePolicies('test', { twice: text })).rejects.toMatchObject({ code: 'syntax', line: 2 });
  });

  test.each([
    ['brackets', (n: number) => `${'('.repeat(n)}true${')'.repeat(n)}`],
    ['lists', (n: number) => `${'['.repeat(n)}${']'.repeat(n)} == 1`],
    ['records', (n: number) => `${'{a:'.repeat(n)}1${'}'.repeat(n)} == 1`],
    ['ands', (n: number) => Array.from({ length: n }, () => 'context.a == 1').join(' && ')],
    ['sums', (n: number) => `${Array.from({ length: n }, () => 'context.a').join(' + ')} == 1`],
    ['ifs', (n: number) => `${'if context.a == 1 then true else '.repeat(n)}true`],
    ['members', (n: number) => `context${'.a'.repeat(n)} == 1`],
    ['nots', (n: number) => `${'!'.repeat(n)}true`],
  ])('100,000 %s are refused, and the next question is answered', async (_name, condition) => {
    const text = `permit (principal, action, resource) when { ${condition(100_000)} };`;
    await expect(preparePolicies('test', { deep: text })).rejects.toBeInstanceOf(PolicyError);
    expect((await answerOf({ all: 'permit (principal, action, resource);' })).answer).toBe('allow');
  });

  test.each([
    ['ands', Array.from({ length: 95 }, () => '(context.a)').join(' && ')],
    ['brackets', `${'('.repeat(30)}true${')'.repeat(30)}`],
    ['members', `context${'.a'.repeat(280)} == 1`],
    ['sums', `${Array.from({ length: 140 }, () => 'context.a').join(' + ')} == 1`],
    ['ifs', `${'if context.a == 1 then true else '.repeat(60)}true`],
  ])('the most %s that are let through do not bring Cedar down', async (_name, condition) => {
    const text = `permit (principal, action, resource) when { ${condition} };`;
    const result = await preparePolicies('test', { long: text }).then(
      (set) => set.ask(request({ a: 1 })).errors.map(({ message }) => message),
      (error: PolicyError) => [error.message],
    );
    expect(result.filter((message) => message.includes('gave up') || message.includes('more than'))).toEqual([]);
  });
});

describe('the lint of policies [2:policy-lint]', () => {
  test('a policy that reads facts is fine', async () => {
    expect(
      await lintPolicies('fine', 'permit (principal, action, resource) when { context.attributes.live == false };'),
    ).toEqual([]);
  });

  test('`has` is forbidden, but not in strings and comments', async () => {
    const text = `// context has live
permit (principal, action, resource)
when { context.attributes has live && context.note != "has live" };`;
    expect(await lintPolicies('has', text)).toEqual([
      { code: 'has-on-unknown', line: 3, column: 27, message: expect.stringContaining('has') },
    ]);
  });

  test('naming a finding is forbidden', async () => {
    const [warning] = await lintPolicies('named', 'permit (principal == Finding::"fnd_1", action, resource);');
    expect(warning).toMatchObject({ code: 'names-a-principal', line: 1, column: 9 });
  });

  test('errors of syntax have their place', async () => {
    expect(await lintPolicies('wrong', 'permit (principal, action, resource)\nwhen { context.a == };')).toMatchObject([
      { code: 'syntax', line: 2, column: 21 },
    ]);
  });
});
