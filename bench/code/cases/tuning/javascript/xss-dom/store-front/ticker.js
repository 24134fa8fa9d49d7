export class Ticker {
  messages = [];

  constructor(element) {
    this.element = element;
  }

  push(message) {
    this.messages = [...this.messages.slice(-9), message];
    this.draw();
  }

  draw() {
    const rows = this.messages.map(({ author, room }) => `<li>${author} in <a href="/rooms/${room}">${room}</a></li>`);
    const range = document.createRange();
    this.element.replaceChildren(range.createContextualFragment(rows.join(''))); // weak: CWE-79
  }
}
