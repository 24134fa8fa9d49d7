const ejs = require('ejs');
const fastify = require('fastify')();

const template = '<h1><%= heading %></h1><% for (const line of lines) { %><p><%= line %></p><% } %>';

fastify.post('/receipts/render', async (request, reply) => {
  const { heading, lines } = request.body;
  reply.type('text/html');
  return ejs.render(template, { heading, lines });
});

module.exports = fastify;
