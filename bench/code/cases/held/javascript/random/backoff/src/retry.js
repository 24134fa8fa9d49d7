const { setTimeout: sleep } = require('timers/promises');

module.exports = async function retry(work, { attempts = 5, base = 200 } = {}) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (err) {
      if (attempt >= attempts) throw err;
      const jitter = Math.random() * base;
      await sleep(base * 2 ** attempt + jitter);
    }
  }
};
