const http = require('http');
const https = require('https');

module.exports = function fetchText(address, done) {
  const client = address.startsWith('https') ? https : http;
  client
    .get(address, (response) => { // weak: CWE-918
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => done(null, Buffer.concat(chunks).toString()));
    })
    .on('error', done);
};
