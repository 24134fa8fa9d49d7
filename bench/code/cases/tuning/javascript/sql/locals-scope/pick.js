/** Puts the parameters of these names, as numbers, into `res.locals.picked`. */
exports.pick =
  (...names) =>
  (req, res, next) => {
    res.locals.picked = Object.fromEntries(names.map((name) => [name, Number(req.query[name]) || 0]));
    next();
  };
