import pug from 'pug';
import { Worker } from 'bullmq';
import { send } from './send';

new Worker('mails', async ({ data: { to, layout, values } }) => {
  const html = pug.render(layout, { ...values, cache: false }); // weak: CWE-1336|CWE-94
  await send(to, html);
});
