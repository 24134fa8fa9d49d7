const ejs = require('ejs');
const fastify = require('fastify')();

fastify.post('/invoices/render', async (request, reply) => {
  const { heading, lines } = request.body;
  const template = ['<h1>', heading, '</h1>', '<% for (const line of lines) { %><p><%= line %></p><% } %>'].join('');
  reply.type('text/html');
  return ejs.render(template, { lines }); // weak: CWE-1336|CWE-94|CWE-79
});

module.exports = fastify;
