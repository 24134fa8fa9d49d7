import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { preparePolicies } from '#ground/policy';
import { readsOf } from './reads.ts';

const when = (condition: string) => `permit (principal, action == Action::"tolerate", resource) when { ${condition} };`;

describe('what a policy can read', () => {
  test.each([
    ['context.confidence == "possible" || !context.new', ['confidence', 'new']],
    ['context . stage == "merge" && context\n.severity != "low"', ['severity', 'stage']],
    ['true', []],
  ])('%s: finite facts alone', (condition, finite) => {
    expect(readsOf(when(condition)).finite).toEqual(finite);
  });

  test.each([
    ['an attribute', 'context.attributes.live'],
    ['the rule', 'context.rule == "secrets/token"'],
    ['another entity', 'resource == Subject::"shop"'],
    ['the finding', 'principal == Finding::"any"'],
    ['all facts at once', 'context == {}'],
    ['a name in quotes', 'context["stage"] == "merge"'],
    ['a name behind a comment', 'context // .stage\n["rule"] == "a"'],
    ['a fact that there is not', 'context.mood == "good"'],
  ])('%s: not finite', (_name, condition) => {
    expect(readsOf(when(condition)).finite).toBeUndefined();
  });

  test.each([
    ['all attributes at once', 'context.attributes == {}'],
    ['all facts in a list', '[context].contains(context)'],
    ['a quoted name', 'context.attributes["live"]'],
    ['an escaped name', 'context.attributes["l\\u{69}ve"]'],
    ['the word in a comment', 'true // context'],
    ['all facts, and the word in a string to make up for it', 'context == {} && "context.stage" == "context.new"'],
  ])('%s: every attribute', (_name, condition) => {
    expect(readsOf(when(condition)).attributes).toBe('all');
  });

  test('Cedar answers the same when it is not told what cannot be read', async () => {
    const term = fc.constantFrom(
      'context.attributes.a == 1',
      'context.attributes.b',
      'context.attributes["a"] == 2',
      'context.attributes == {a: 1}',
      'context == context',
      'context.stage == "merge"',
      '"context.attributes.c" == "context"',
      '[context.attributes].contains({b: true})',
      '(context).attributes.c == 3',
    );
    const attributes = fc.record(
      { a: fc.integer({ min: 1, max: 2 }), b: fc.boolean(), c: fc.constant(3) },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(term, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(' && ', ' || '),
        attributes,
        async (terms, join, known) => {
          const policy = when(terms.join(join));
          const { attributes: readable } = readsOf(policy);
          const kept = Object.fromEntries(
            Object.entries(known).filter(([name]) => readable === 'all' || readable.has(name)),
          );
          const set = await preparePolicies('reads', { policy });
          const ask = (told: typeof known) =>
            set.ask({
              principal: { type: 'Finding', id: 'any' },
              action: { type: 'Action', id: 'tolerate' },
              resource: { type: 'Subject', id: 'shop' },
              context: { stage: 'merge', attributes: told },
            });
          expect(ask(kept).answer).toBe(ask(known).answer);
          expect(ask(kept).policies).toEqual(ask(known).policies);
        },
      ),
    );
  });
});
