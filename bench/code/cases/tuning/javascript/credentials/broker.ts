import amqp from 'amqplib';

const user = 'worker';
const secret = 'tr0ub4dor-and-three';

export async function connect() {
  return amqp.connect({ hostname: 'mq.example.org', username: user, password: secret }); // weak: CWE-798|CWE-259
}
