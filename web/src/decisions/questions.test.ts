import { describe, expect, test } from 'vitest';
import { decision, exception } from './testing.ts';
import { agendaOf, explainCount, lapsingSoon } from './questions.ts';

describe('the agenda', () => {
  test('asks one question of a control and subject, however many stages decide it', () => {
    const { blocks, wouldFail, unknown, passes } = agendaOf([
      decision(1, { stage: 'merge', verdict: 'fail', effect: 'blocks' }),
      decision(2, { stage: 'commit', verdict: 'fail', effect: 'warns' }),
      decision(3, { control: 'another', verdict: 'unknown', effect: 'notes' }),
      decision(4, { control: 'quiet', verdict: 'pass' }),
      decision(5, { control: 'quiet', subject: 'sub_2', verdict: 'fail', effect: 'notes' }),
    ]);
    expect(blocks.map(({ control, stages }) => [control, ...stages.map(({ stage }) => stage)])).toEqual([
      ['no-leaked-secret', 'commit', 'merge'],
    ]);
    expect(
      [wouldFail, unknown, passes].map((questions) =>
        questions.map(({ control, subject: about }) => [control, about.slice(0, 5)]),
      ),
    ).toEqual([[['quiet', 'sub_2']], [['another', 'sub_0']], [['quiet', 'sub_0']]]);
  });

  test('an unknown that blocks stands with what blocks, never with what passes', () => {
    expect(agendaOf([decision(1, { verdict: 'unknown', effect: 'blocks' })]).blocks).toHaveLength(1);
  });

  test('what has more that is new comes first', () => {
    const { wouldFail } = agendaOf([
      decision(1, { control: 'old', verdict: 'fail', effect: 'warns', denied: 9 }),
      decision(2, { control: 'new', verdict: 'fail', effect: 'warns', denied: 2, newlyDenied: 1 }),
    ]);
    expect(wouldFail.map(({ control }) => control)).toEqual(['new', 'old']);
  });
});

test('what lapses soon is active, ends within thirty days, and the first to end comes first', () => {
  const now = Date.parse('2026-11-22T00:00:00.000Z');
  const ends = ['2026-12-20T00:00:00.000Z', '2026-11-23T00:00:00.000Z', '2027-01-01T00:00:00.000Z'];
  const all = [...ends.map((end) => exception({ end })), exception({ end: ends[1]!, state: 'ended' })];
  expect(lapsingSoon(all, now).map(({ end }) => end.slice(5, 10))).toEqual(['11-23', '12-20']);
});

test('a count is explained in one sentence', () => {
  expect(explainCount(decision(1, { judged: 1, denied: 1 }))).toBe('1 of 1 finding counts against it');
  expect(
    explainCount(
      decision(1, { judged: 4, denied: 3, newlyDenied: 1, accepted: 1, quantifier: { kind: 'at-most', count: 2 } }),
    ),
  ).toBe('3 of 4 findings count against it, 1 of them new, 1 accepted by exception; at most 2 may');
});
