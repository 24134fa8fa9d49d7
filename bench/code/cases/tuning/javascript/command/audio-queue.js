const amqp = require('amqplib');
const { spawn } = require('child_process');

const bitrates = { low: '64k', medium: '128k', high: '256k' };

async function main() {
  const connection = await amqp.connect(process.env.AMQP_URL);
  const channel = await connection.createChannel();
  await channel.assertQueue('audio');
  channel.consume('audio', (message) => {
    const job = JSON.parse(message.content.toString());
    const id = Number(job.id);
    const bitrate = bitrates[job.quality === 'low' || job.quality === 'high' ? job.quality : 'medium'];
    const child = spawn('ffmpeg', ['-i', `/srv/audio/${id}.wav`, '-b:a', bitrate, `/srv/audio/${id}.mp3`]);
    child.on('exit', () => channel.ack(message));
  });
}

main();
