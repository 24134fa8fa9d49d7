const { EventEmitter } = require('events');

class Jobs extends EventEmitter {
  add(name, data) {
    setImmediate(() => this.emit(name, data));
  }
}

module.exports = new Jobs();
