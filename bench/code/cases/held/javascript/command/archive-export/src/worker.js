const cp = require('child_process');
const jobs = require('./jobs');

jobs.on('export', ({ folder, label }) => {
  cp.execSync(`tar -czf "/var/exports/${label}.tgz" -C /var/data ${folder}`); // weak: CWE-78
});
