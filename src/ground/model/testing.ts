/**
 * How long this thread has computed, in milliseconds: what a test of a bound on time reads, since a busy machine, which stops
 * the clock of nobody else, must not make it fail.
 */
export function cpuTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
