const events = require('./events');
const { runner } = require('./runner');

const inFarm = runner({ cwd: '/srv/farm' });
const scenes = new Set(['forest', 'city', 'sea']);

events.on('render', ({ scene }) => {
  if (scenes.has(scene)) inFarm(`blender -b ${scene}.blend -a`, () => undefined);
});
