/** The composition root of `start`: the terminal's face and the page's, over one database. */
import { startAt } from '#faces/cli';
import { assetPath } from '#ground/places';

/** Runs the words after `start`; returns the exit code. */
export function start(words: readonly string[]): Promise<number> {
  return startAt(words, async (options) => {
    const { startServer } = await import('#faces/http');
    return startServer({ ...options, webRoot: assetPath('../web') });
  });
}
