const axios = require('axios');
const https = require('https');

const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false }); // weak: CWE-295

exports.orders = async () => (await axios.get('https://partner.example.org/orders', { httpsAgent: agent })).data;
