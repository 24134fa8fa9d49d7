module.exports = function merge(target, source) {
  for (var key in source) {
    if (source[key] && typeof source[key] === 'object') {
      if (!target[key]) target[key] = {};
      merge(target[key], source[key]);
    } else {
      target[key] = source[key]; // weak: CWE-1321
    }
  }
  return target;
};
