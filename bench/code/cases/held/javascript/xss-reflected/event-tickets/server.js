const Hapi = require('@hapi/hapi');
const Vision = require('@hapi/vision');
const Handlebars = require('handlebars');

async function start() {
  const server = Hapi.server({ port: 3000 });
  await server.register(Vision);
  server.views({ engines: { hbs: Handlebars }, path: `${__dirname}/templates` });
  server.route({
    method: 'GET',
    path: '/tickets',
    handler: (request, h) => h.view('tickets', { event: request.query.event, seats: Number(request.query.seats) || 1 }),
  });
  await server.start();
}

start();
