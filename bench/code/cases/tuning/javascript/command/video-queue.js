const amqp = require('amqplib');
const { spawn } = require('child_process');

async function main() {
  const connection = await amqp.connect(process.env.AMQP_URL);
  const channel = await connection.createChannel();
  await channel.assertQueue('videos');
  channel.consume('videos', (message) => {
    const job = JSON.parse(message.content.toString());
    const child = spawn('ffmpeg', ['-i', job.input, '-vf', `scale=${job.width}:-1`, job.output], { shell: true }); // weak: CWE-78
    child.on('exit', () => channel.ack(message));
  });
}

main();
