import Fastify from 'fastify';
import { request } from 'undici';

const app = Fastify();

app.get<{ Params: { tenant: string } }>('/status/:tenant', async (req) => {
  const { tenant } = req.params;
  const { statusCode } = await request(`http://${tenant}.internal:8080/health`); // weak: CWE-918
  return { tenant, up: statusCode === 200 };
});

app.listen({ port: 3000 });
