const { pbkdf2 } = require('node:crypto');
const { promisify } = require('node:util');
const { randomBytes } = require('node:crypto');
const { User } = require('./models');

const iterations = 600_000;

exports.recover = async (id, password) => {
  const salt = randomBytes(16);
  const hash = await promisify(pbkdf2)(password, salt, iterations, 32, 'sha256');
  await User.update({ salt, hash }, { where: { id } });
};
