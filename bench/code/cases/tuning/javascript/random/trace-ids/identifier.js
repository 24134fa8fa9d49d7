let counter = 0;

exports.identifier = (prefix) => {
  counter += 1;
  return `${prefix}-${counter}`;
};
