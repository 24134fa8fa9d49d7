const { randomBytes } = require('node:crypto');
const { sendMail } = require('./mail');
const { User } = require('./models');

exports.startConfirm = async function startConfirm(email) {
  const user = await User.findOne({ where: { email: String(email) } });
  if (!user) return;
  const token = randomBytes(32).toString('base64url');
  await user.update({ confirmToken: token, confirmUntil: new Date(Date.now() + 3_600_000) });
  await sendMail(user.email, token);
};
