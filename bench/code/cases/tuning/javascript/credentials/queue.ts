import amqp from 'amqplib';
import { readFileSync } from 'node:fs';

const user = 'worker';
const secret = readFileSync('/run/secrets/queue', 'utf8').trim();

export async function connect() {
  return amqp.connect({ protocol: 'amqps', hostname: 'mq.example.org', username: user, password: secret });
}
