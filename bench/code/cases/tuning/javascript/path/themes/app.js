const hapi = require('@hapi/hapi');
const themes = require('./themes');

const server = hapi.server({ port: 3000, host: 'localhost' });

server.route({
  method: 'GET',
  path: '/theme',
  handler: (request, h) => h.response(themes.styleOf(request.state.theme)).type('text/css'),
});

module.exports = server;
