const { DOMParser } = require('@xmldom/xmldom');
const amqp = require('amqplib');

async function listen() {
  const channel = await (await amqp.connect(process.env.AMQP_URL)).createChannel();
  await channel.consume('edi', (message) => {
    const text = message.content.toString('utf8');
    if (/<!DOCTYPE/i.test(text)) {
      channel.reject(message, false);
      return;
    }
    const body = new DOMParser().parseFromString(text, 'text/xml');
    channel.sendToQueue('parsed', Buffer.from(body.documentElement.tagName));
    channel.ack(message);
  });
}

listen();
