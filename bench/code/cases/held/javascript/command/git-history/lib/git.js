const { spawn } = require('child_process');

/** Resolves with what git wrote. */
function git(args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd, shell: false });
    let out = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`git ended with ${code}`))));
  });
}

exports.history = (file) => git(['log', '--max-count=20', '--format=%h %s', '--', file], '/srv/repo');
