const { sendMail } = require('./mail');
const { User } = require('./models');

exports.startReset = async function startReset(email) {
  const user = await User.findOne({ where: { email: String(email) } });
  if (!user) return;
  const token = Math.random().toString(36).slice(2); // weak: CWE-338|CWE-330
  await user.update({ resetToken: token, resetUntil: new Date(Date.now() + 3_600_000) });
  await sendMail(user.email, token);
};
