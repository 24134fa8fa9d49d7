const https = require('https');

process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; // weak: CWE-295|CWE-297

function fetchInvoices(done) {
  https
    .get('https://billing.example.com/invoices.json', (res) => {
      let text = '';
      res.on('data', (chunk) => (text += chunk));
      res.on('end', () => done(null, JSON.parse(text)));
    })
    .on('error', done);
}

module.exports = fetchInvoices;
