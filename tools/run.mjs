// Runs its arguments with Node 24: `node tools/run.mjs src/main.ts start`. Plain JavaScript for Node 18.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { findNode } from './node24.mjs';

const node = findNode();
if (node === undefined) {
  process.stderr.write('Node 24 is not here yet: run npm start or npm test first.\n');
  process.exit(2);
}
const PATH = `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}`;
const child = spawn(node, process.argv.slice(2), { stdio: 'inherit', env: { ...process.env, PATH } });
// A terminal sends Ctrl-C to the whole group, so the child has it already; passing it on is for a lone kill.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => child.exitCode === null && signal === 'SIGTERM' && child.kill(signal));
child.on('error', (error) => {
  process.stderr.write(`${node} could not be started: ${error.message}\n`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code ?? 1);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
