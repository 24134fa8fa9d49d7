const axios = require('axios');

const client = axios.create({ timeout: 5000 });

exports.login = async function login(terminal, password) {
  const { data } = await client.post('http://pos.example.com/login', { terminal, password }); // weak: CWE-319|CWE-523
  return data.session;
};
