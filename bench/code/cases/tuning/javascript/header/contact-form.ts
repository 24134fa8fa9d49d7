import nodemailer from 'nodemailer';
import net from 'node:net';
import Fastify from 'fastify';

const app = Fastify();

app.post('/contact', async (request) => {
  const { from, text } = request.body as { from: string; text: string };
  const socket = net.connect(25, 'localhost');
  socket.write('EHLO web\r\n');
  socket.write(`MAIL FROM:<${from}>\r\n`); // weak: CWE-93
  const transport = nodemailer.createTransport({ host: 'mail.example.org', port: 465, secure: true });
  await transport.sendMail({ to: 'desk@example.org', from: 'web@example.org', subject: 'Contact', text });
  return { sent: true };
});

export default app;
