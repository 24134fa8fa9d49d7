import nodemailer from 'nodemailer';
import Fastify from 'fastify';

const app = Fastify();
const transport = nodemailer.createTransport({ host: 'mail.example.org', port: 465, secure: true });

app.post('/feedback', async (request, reply) => {
  const { from, text } = request.body as { from: string; text: string };
  if (!/^[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63}){1,4}$/.test(from)) return reply.code(400).send({ error: 'from' });
  await transport.sendMail({ to: 'desk@example.org', from: 'web@example.org', replyTo: from, subject: 'Feedback', text });
  return { sent: true };
});

export default app;
