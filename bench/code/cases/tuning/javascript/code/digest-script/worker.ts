import { Kafka } from 'kafkajs';
import { Digests } from './digests';

const consumer = new Kafka({ brokers: [process.env.KAFKA_BROKER!] }).consumer({ groupId: 'digests' });
const digests = new Digests();

export async function start(): Promise<void> {
  await consumer.subscribe({ topic: 'digests' });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const { id, values } = JSON.parse(message.value!.toString('utf8'));
      digests.set(id, values.map(Number));
      digests.run(id);
    },
  });
}
