#!/usr/bin/env node
// Starts the bundled command line. Plain JavaScript for Node 18: it is what says that a Node is too old.
// It imports nothing at first: each start pays for what stands here.
const bundled = new URL('../dist/cli/main.mjs', import.meta.url);

if (Number(process.versions.node.split('.')[0]) < 24) {
  await startWithNewerNode();
} else {
  await import(bundled.href).catch((error) => {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND' || error.url !== bundled.href) throw error;
    stop('Selvedge is not built yet. Run npm run build in its folder first.');
  });
}

/** A clone that was started once has fetched Node 24 into its cache (tools/ready.mjs). */
async function startWithNewerNode() {
  const { existsSync } = await import('node:fs');
  const { fileURLToPath } = await import('node:url');
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const cached = fileURLToPath(new URL(`../.cache/node24/bin/${name}`, import.meta.url));
  if (!existsSync(cached)) {
    stop(
      `Selvedge needs Node 24 or newer; this is Node ${process.versions.node}. Get one from https://nodejs.org, then try again.`,
    );
    return;
  }
  const { spawnSync } = await import('node:child_process');
  const run = spawnSync(cached, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = run.status ?? 2;
}

function stop(line) {
  process.stderr.write(`${line}\n`);
  process.exitCode = 2;
}
