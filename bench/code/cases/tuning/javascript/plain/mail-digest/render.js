exports.render = (days) =>
  [...days].map(([day, messages]) => `${day}: ${messages.length}\n`).sort().join('');
