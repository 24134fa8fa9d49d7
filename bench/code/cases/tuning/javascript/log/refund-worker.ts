import { Kafka } from 'kafkajs';
import pino from 'pino';

const logger = pino({ level: 'info' });
const consumer = new Kafka({ brokers: [process.env.KAFKA_BROKER!] }).consumer({ groupId: 'refunds' });

await consumer.subscribe({ topic: 'refunds' });
await consumer.run({
  eachMessage: async ({ message }) => {
    const refund = JSON.parse(message.value!.toString());
    logger.info({ refund: refund.id, amount: refund.amount }, 'refund accepted');
  },
});
