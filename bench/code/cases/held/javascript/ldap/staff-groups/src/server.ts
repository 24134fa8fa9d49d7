import Fastify from 'fastify';
import { Directory } from './directory.ts';

const directory = new Directory();
const app = Fastify();

app.get<{ Params: { user: string } }>('/staff/:user/groups', async (request) => directory.groupsOf(request.params.user));

await app.listen({ port: 3000 });
