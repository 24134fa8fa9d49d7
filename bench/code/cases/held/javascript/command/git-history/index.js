const Hapi = require('@hapi/hapi');
const { history } = require('./lib/git');

const init = async () => {
  const server = Hapi.server({ port: 3000 });
  server.route({
    method: 'GET',
    path: '/history',
    handler: async (request) => {
      const log = await history(request.query.file);
      return { commits: log.split('\n').filter(Boolean) };
    },
  });
  await server.start();
};

init();
