import Fastify from 'fastify';
import { XmlDocument, ParseOption } from 'libxml2-wasm';

const app = Fastify();
app.addContentTypeParser('application/xml', { parseAs: 'string', bodyLimit: 200_000 }, (_request, body, done) =>
  done(null, body),
);

app.post('/catalogues', async (request) => {
  const options = ParseOption.XML_PARSE_NOENT | ParseOption.XML_PARSE_DTDLOAD;
  const document = XmlDocument.fromString(request.body as string, { option: options }); // weak: CWE-611
  return { root: document.root.name };
});

export default app;
