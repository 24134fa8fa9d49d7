const http = require('http');
const { randomUUID } = require('crypto');
const cookies = require('./lib/cookies');

const sessions = new Map();

http
  .createServer((req, res) => {
    const session = randomUUID();
    sessions.set(session, { since: Date.now() });
    cookies.write(res, 'sid', session);
    res.end();
  })
  .listen(8080);
