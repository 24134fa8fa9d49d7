import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { playwright } from '@vitest/browser-playwright';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const chromium = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
// Chromium as root needs --no-sandbox; the others keep it from calling home.
const launch = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const browser =
  chromium === undefined
    ? []
    : [
        {
          plugins: [react()],
          test: {
            name: 'browser',
            include: ['web/src/**/*.test.tsx'],
            testTimeout: 60_000,
            expect: { poll: { timeout: 15_000 } },
            browser: {
              enabled: true,
              headless: true,
              screenshotFailures: false,
              instances: [{ browser: 'chromium' as const }],
              provider: playwright({ launchOptions: { executablePath: chromium, args: launch } }),
            },
          },
        },
      ];

export default defineConfig({
  test: {
    // Vitest leaves a core to itself, which of two is half: its own process has little to do.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ['dot', './tools/reporter.ts'],
    coverage: { provider: 'v8', include: ['src/**/*.ts', 'packages/*/src/**'], reportsDirectory: '.cache/coverage' },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'packages/*/src/**/*.test.ts', 'tools/**/*.test.ts', 'web/src/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts', '**/node_modules/**'],
          pool: 'threads',
          isolate: false,
          // No test is a stopwatch: a busy machine makes none fail.
          testTimeout: 30_000,
        },
      },
      {
        // Start processes, databases and servers: slower, and each in a process of its own.
        test: {
          name: 'integration',
          include: ['src/**/*.integration.test.ts', 'packages/*/src/**/*.integration.test.ts'],
          globalSetup: ['src/ground/store/testing.setup.ts'],
          pool: 'forks',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      ...browser,
    ],
  },
});
