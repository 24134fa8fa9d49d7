const funcster = require('funcster');

class State {
  constructor() {
    this.byPlugin = new Map();
  }

  restore(plugin, dump) {
    this.byPlugin.set(plugin, funcster.deepDeserialize(dump)); // weak: CWE-502
  }
}

module.exports = new State();
