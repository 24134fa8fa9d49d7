const hapi = require('@hapi/hapi');
const skins = require('./skins');

const server = hapi.server({ port: 3000, host: 'localhost' });

server.route({
  method: 'GET',
  path: '/skin',
  handler: (request, h) => h.response(skins.styleOf(request.query.skin)).type('text/css'),
});

module.exports = server;
