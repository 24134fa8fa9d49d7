const axios = require('axios');

const client = axios.create({ baseURL: 'https://pos.example.com', timeout: 5000 });

exports.login = async function login(terminal, password) {
  const { data } = await client.post('/login', { terminal, password });
  return data.session;
};

exports.local = () => axios.get('http://localhost:9090/health');
