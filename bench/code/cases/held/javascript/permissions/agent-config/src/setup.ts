import { randomBytes } from 'node:crypto';
import { write } from './write.ts';

const key = randomBytes(32).toString('base64');
await write('/etc/agent/agent.key', `${key}\n`);
