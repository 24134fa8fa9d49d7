import { describe, expect, it } from 'vitest';
import { languageProject } from '../testing.ts';
import { pairsOf } from './testing.ts';
import { known } from './known.ts';

describe.each(['javascript', 'python'] as const)('[5:taint] What %s means', (language) => {
  it('decides where data arrives, in pairs of programs that differ in little', async () => {
    const project = await languageProject(language);
    const missed: string[] = [];
    const wrong: string[] = [];
    const pairs = pairsOf(language);
    for (const { name, arriving, other } of pairs) {
      if (project.flows(arriving).length === 0) missed.push(name);
      if (project.flows(other).length > 0) wrong.push(name);
    }
    expect(pairs.length).toBeGreaterThan(250);
    expect({ missed: missed.toSorted(), wrong: wrong.toSorted() }).toEqual(known[language]);
  });
});
