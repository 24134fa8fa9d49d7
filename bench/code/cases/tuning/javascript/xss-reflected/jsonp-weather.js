const hapi = require('@hapi/hapi');
const { forecast } = require('./forecast');

exports.register = (server = hapi.server({ port: 3000, host: 'localhost' })) =>
  server.route({
    method: 'GET',
    path: '/weather',
    handler: async (request, h) => {
      const { callback, city } = request.query;
      const text = `${callback}(${JSON.stringify(await forecast(city))})`;
      return h.response(text).type('text/html'); // weak: CWE-79
    },
  });
