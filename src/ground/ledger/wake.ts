const sleepers = new Set<() => void>();

/** Tells the sequencers of this process that something was committed. Those of other processes look for themselves. */
export function wakeSequencers(): void {
  for (const wake of sleepers) wake();
}

/** Returns what takes the listener away. */
export function onWake(wake: () => void): () => void {
  sleepers.add(wake);
  return () => sleepers.delete(wake);
}
