import { Kafka } from 'kafkajs';
import { Scripts } from './scripts';

const consumer = new Kafka({ brokers: [process.env.KAFKA_BROKER!] }).consumer({ groupId: 'reports' });
const scripts = new Scripts();

export async function start(): Promise<void> {
  await consumer.subscribe({ topic: 'reports' });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const { id, source } = JSON.parse(message.value!.toString('utf8'));
      scripts.set(id, source);
      scripts.run(id);
    },
  });
}
