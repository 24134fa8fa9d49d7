let counter = 0;

exports.identifier = (prefix) => {
  counter += 1;
  return [prefix, Date.now().toString(36), Math.random().toString(36).slice(2, 10), counter].join('-'); // weak: CWE-338|CWE-330|CWE-340
};
