const { identifier } = require('./identifier');

const colours = ['#a33', '#3a3', '#33a'];

exports.particle = function particle(width, height) {
  return {
    key: identifier('particle'),
    x: Math.random() * width,
    y: Math.random() * height,
    colour: colours[Math.floor(Math.random() * colours.length)],
  };
};
