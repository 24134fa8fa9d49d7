exports.signedIn = function (req, res, next) {
  if (req.isAuthenticated()) return next();
  res.sendStatus(401);
};

exports.hasRole = (role) => (req, res, next) => {
  if (req.user.roles.includes(role)) return next();
  res.sendStatus(403);
};
