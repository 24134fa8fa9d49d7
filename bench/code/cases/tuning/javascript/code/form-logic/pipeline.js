const { compile } = require('./compile');

exports.pipeline = (steps) => {
  const compiled = steps.map(compile);
  return (value) => compiled.reduce((promise, step) => promise.then(step), Promise.resolve(value));
};
