const hapi = require('@hapi/hapi');
const { forecast } = require('./forecast');

exports.register = (server = hapi.server({ port: 3000, host: 'localhost' })) =>
  server.route({
    method: 'GET',
    path: '/forecast',
    handler: async (request, h) => {
      const { city } = request.query;
      return h.response(JSON.stringify({ city, days: await forecast(city) })).type('application/json');
    },
  });
