const http = require('node:http');
const { readBody } = require('./body');
const sessions = require('./sessions');

http
  .createServer(async (req, res) => {
    const filter = await readBody(req);
    const count = await sessions.endMatching(filter);
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ ended: count }));
  })
  .listen(8080);
