const { identifier } = require('./identifier');
const { ApiKey } = require('./models');

exports.createApiKey = async function createApiKey(owner) {
  const apiKey = identifier('key');
  await ApiKey.create({ owner, apiKey });
  return apiKey;
};
