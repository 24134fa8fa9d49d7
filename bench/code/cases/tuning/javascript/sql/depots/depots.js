import { on } from './router.js';
import { Query } from './query.js';

on('/depots', async ({ town, state }) => {
  const query = new Query('depots').equals('town', town).equals('state', state);
  return query.run();
});
