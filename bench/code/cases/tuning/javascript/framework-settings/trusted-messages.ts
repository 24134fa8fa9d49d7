import { EventEmitter } from 'node:events';

export const settings = new EventEmitter();

window.addEventListener('message', (event: MessageEvent) => { // weak: CWE-346|CWE-345|CWE-940|CWE-20
  const { kind, value } = event.data as { kind: string; value: string };
  if (kind === 'account') settings.emit('account', value);
});
