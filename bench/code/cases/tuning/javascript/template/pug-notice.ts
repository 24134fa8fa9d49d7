import pug from 'pug';
import { Worker } from 'bullmq';
import { send } from './send';

const render = pug.compileFile('templates/notice.pug');

new Worker('notices', async ({ data: { to, title, text } }) => {
  await send(to, render({ title: String(title), text: String(text) }));
});
