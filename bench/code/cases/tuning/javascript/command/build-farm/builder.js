const events = require('./events');
const { runner } = require('./runner');

const inSite = runner({ cwd: '/srv/site' });

events.on('build', ({ branch }) => {
  inSite(`git checkout origin/${branch}`, () => undefined);
});
