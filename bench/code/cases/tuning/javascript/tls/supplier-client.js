const axios = require('axios');
const https = require('https');
const fs = require('fs');

const agent = new https.Agent({ keepAlive: true, ca: fs.readFileSync('/etc/ssl/supplier.pem'), minVersion: 'TLSv1.2' });

exports.orders = async () => (await axios.get('https://supplier.example.org/orders', { httpsAgent: agent })).data;
