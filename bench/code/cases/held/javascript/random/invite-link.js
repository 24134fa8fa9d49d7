const { randomBytes } = require('crypto');
const invites = require('./invites');
const mailer = require('./mailer');

exports.invite = async (team, mail) => {
  const token = randomBytes(24).toString('base64url');
  await invites.save({ team, token, until: Date.now() + 7 * 86400000 });
  await mailer.send(mail, `https://teams.example.com/join/${token}`);
};
