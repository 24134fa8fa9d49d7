const fs = require('fs');
const https = require('https');

const agent = new https.Agent({
  ca: fs.readFileSync('/etc/ssl/warehouse-ca.pem'),
  keepAlive: true,
  rejectUnauthorized: true,
});

exports.stock = (done) => {
  https
    .get('https://warehouse.internal/stock.json', { agent }, (res) => {
      let text = '';
      res.on('data', (chunk) => (text += chunk));
      res.on('end', () => done(null, JSON.parse(text)));
    })
    .on('error', done);
};
