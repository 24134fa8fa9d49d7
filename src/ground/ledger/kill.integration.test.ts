import { expect, test } from 'vitest';
import { killRounds } from '../../../fuzz/kill.ts';

const rounds = Number(process.env['SELVEDGE_KILL_ROUNDS'] ?? 2);

for (const victim of ['node', 'postgres', 'both'] as const) {
  test(
    `[2:kill] kill -9 of ${victim} while writing, ${rounds} times: nothing acknowledged is lost, and log and state agree`,
    { timeout: 30_000 + rounds * 15_000 },
    async () => {
      const report = await killRounds(victim, rounds);
      expect(report.acknowledged).toBeGreaterThan(0);
      expect(report.unacknowledged).toBeGreaterThanOrEqual(0);
    },
  );
}
