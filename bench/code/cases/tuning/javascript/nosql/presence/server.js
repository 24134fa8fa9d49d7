const http = require('node:http');
const { readBody } = require('./body');
const presence = require('./presence');

http
  .createServer(async (req, res) => {
    const { user, room } = await readBody(req);
    const count = await presence.leave({ user: `${user}`, room: `${room}` });
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ left: count }));
  })
  .listen(8080, '127.0.0.1');
