/** Puts the parameters of these names into `res.locals.picked`. */
exports.pick =
  (...names) =>
  (req, res, next) => {
    res.locals.picked = Object.fromEntries(names.map((name) => [name, req.query[name]]));
    next();
  };
