import { Kafka } from 'kafkajs';
import winston from 'winston';

const logger = winston.createLogger({
  format: winston.format.printf(({ level, message }) => `${level} ${message}`),
  transports: [new winston.transports.File({ filename: 'orders.log' })],
});
const consumer = new Kafka({ brokers: [process.env.KAFKA_BROKER!] }).consumer({ groupId: 'orders' });

await consumer.subscribe({ topic: 'orders' });
await consumer.run({
  eachMessage: async ({ message }) => {
    const order = JSON.parse(message.value!.toString());
    logger.info('Order of ' + order.customer + ' accepted'); // weak: CWE-117
  },
});
