import Fastify from 'fastify';
import { patients } from './patients';
import { exportsOf } from './exports';

const app = Fastify();
app.register(patients, { prefix: '/patients' });
app.register(exportsOf, { prefix: '/exports' });

export default app;
