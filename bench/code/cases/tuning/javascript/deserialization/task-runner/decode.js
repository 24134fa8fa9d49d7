exports.decode = (text) => JSON.parse(text);
