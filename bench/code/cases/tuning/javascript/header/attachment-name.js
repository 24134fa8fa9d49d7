const http = require('node:http');
const fs = require('node:fs');

http
  .createServer((req, res) => {
    const url = new URL(req.url, 'http://localhost');
    const name = encodeURIComponent(url.searchParams.get('name') ?? 'manual');
    res.writeHead(200, {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''${name}.pdf`,
    });
    fs.createReadStream('/srv/manual.pdf').pipe(res);
  })
  .listen(8080, '127.0.0.1');
