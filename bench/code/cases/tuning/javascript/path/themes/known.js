const known = ['plain', 'dark', 'paper'];

exports.isKnown = (name) => known.includes(name);
