import Fastify from 'fastify';
import { dishes } from './menu.js';

const app = Fastify({ bodyLimit: 20_000 });
app.addContentTypeParser('application/yaml', { parseAs: 'string' }, (request, body, done) => done(null, body));

app.post('/menu', async (request) => dishes(request.body));

await app.listen({ port: 3000 });
