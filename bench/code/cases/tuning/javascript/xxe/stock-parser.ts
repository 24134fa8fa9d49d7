import Fastify from 'fastify';
import { XMLParser } from 'fast-xml-parser';

const app = Fastify();
const parser = new XMLParser({ processEntities: false, ignoreAttributes: false });
app.addContentTypeParser('application/xml', { parseAs: 'string', bodyLimit: 200_000 }, (_request, body, done) =>
  done(null, body),
);

app.post('/stock', async (request) => {
  const document = parser.parse(request.body as string);
  return { items: Array.isArray(document.stock?.item) ? document.stock.item.length : 0 };
});

export default app;
