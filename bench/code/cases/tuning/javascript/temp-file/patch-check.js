const { spawnSync } = require('node:child_process');

module.exports = function check(patch) {
  const { status } = spawnSync('git', ['apply', '--check', '-'], { input: patch, cwd: '/srv/repository' });
  return status === 0;
};
