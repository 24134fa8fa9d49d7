import Fastify from 'fastify';
import cookie from '@fastify/cookie';
import session from '@fastify/session';

export async function build() {
  const app = Fastify();
  await app.register(cookie);
  await app.register(session, {
    secret: process.env.SESSION_SECRET!,
    cookie: { httpOnly: true, secure: false, sameSite: 'strict' }, // weak: CWE-614
  });
  return app;
}
