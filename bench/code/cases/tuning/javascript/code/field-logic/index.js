const hapi = require('@hapi/hapi');
const { pipeline } = require('./pipeline');

const server = hapi.server({ port: 3000, host: 'localhost' });

server.route({
  method: 'POST',
  path: '/fields',
  handler: async ({ payload }) => {
    const run = pipeline([payload.first, payload.second].filter(Boolean));
    return { value: await run(1) };
  },
});

module.exports = server;
