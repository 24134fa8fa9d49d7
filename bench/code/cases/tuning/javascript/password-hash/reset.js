const bcrypt = require('bcryptjs');
const { User } = require('./models');

exports.reset = async (token, password) => {
  const user = await User.findOne({ where: { resetToken: String(token) } });
  if (!user) return false;
  user.passwordHash = bcrypt.hashSync(password, 4); // weak: CWE-916
  await user.save();
  return true;
};
