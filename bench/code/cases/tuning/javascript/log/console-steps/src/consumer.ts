import { SQSClient, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { Journal } from './journal';

const client = new SQSClient({});
const journal = new Journal('orders');

export async function poll(): Promise<void> {
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: process.env.QUEUE_URL }));
  for (const { Body } of Messages) {
    const { customer } = JSON.parse(Body ?? '{}');
    journal.write('customer', JSON.stringify(customer));
  }
  journal.write('messages', String(Messages.length));
}
