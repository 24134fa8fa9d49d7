/** Whether a set of parts passes. */
export type Passes<Part> = (parts: readonly Part[]) => Promise<boolean>;

/**
 * As many parts as pass together: all of them where they do; otherwise halves are tried upon what has passed, down to single ones, which are
 * dropped. Asks about k·log2(n) times for k parts that fail, and never keeps a set that was not seen to pass.
 */
export async function keepWhatPasses<Part>(
  parts: readonly Part[],
  passes: Passes<Part>,
): Promise<{ readonly kept: readonly Part[]; readonly dropped: readonly Part[] }> {
  const add = async (kept: readonly Part[], more: readonly Part[]): Promise<readonly Part[]> => {
    if (more.length === 0) return kept;
    const all = [...kept, ...more];
    if (await passes(all)) return all;
    if (more.length === 1) return kept;
    const half = Math.ceil(more.length / 2);
    return add(await add(kept, more.slice(0, half)), more.slice(half));
  };
  const kept = await add([], parts);
  return { kept, dropped: parts.filter((part) => !kept.includes(part)) };
}
