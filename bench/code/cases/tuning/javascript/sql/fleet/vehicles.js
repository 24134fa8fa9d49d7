import { on } from './router.js';
import { Query } from './query.js';

on('/vehicles', async ({ depot, state }) => {
  const query = new Query('vehicles').equals('depot', depot).equals('state', state);
  return query.run();
});
