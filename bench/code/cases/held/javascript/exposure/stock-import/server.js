'use strict';

const Hapi = require('@hapi/hapi');
const { importRows } = require('./lib/stock');

async function start() {
  const server = Hapi.server({ port: 3000 });
  server.route({
    method: 'POST',
    path: '/stock',
    handler: async (request, h) => {
      try {
        return { count: await importRows(request.payload) };
      } catch (err) {
        return h.response({ failed: true, details: err.stack }).code(500); // weak: CWE-209|CWE-200|CWE-497|CWE-550
      }
    },
  });
  await server.start();
}

start();
