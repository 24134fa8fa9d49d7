const libxmljs = require('libxmljs2');
const amqp = require('amqplib');

async function listen() {
  const channel = await (await amqp.connect(process.env.AMQP_URL)).createChannel();
  await channel.consume('soap', (message) => {
    const parser = new libxmljs.SaxParser();
    const text = message.content.toString('utf8');
    const body = libxmljs.parseXml(text, { dtdload: true, noent: true, noblanks: true }); // weak: CWE-611
    parser.parseString(body.root().toString());
    channel.ack(message);
  });
}

listen();
