var fs = require('fs');
var https = require('https');
var app = require('./app');

https
  .createServer(
    {
      key: fs.readFileSync('/etc/shop/tls.key'),
      cert: fs.readFileSync('/etc/shop/tls.crt'),
      minVersion: 'TLSv1.2',
      honorCipherOrder: true,
    },
    app,
  )
  .listen(443);
