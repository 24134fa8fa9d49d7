import Fastify from 'fastify';
import { authenticate } from './authenticate';
import { appointments } from './appointments';

const app = Fastify();
app.addHook('onRequest', authenticate);
app.register(appointments, { prefix: '/appointments' });

export default app;
