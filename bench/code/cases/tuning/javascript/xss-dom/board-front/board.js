export class Board {
  messages = [];

  constructor(element) {
    this.element = element;
  }

  push(message) {
    this.messages = [...this.messages.slice(-9), message];
    this.draw();
  }

  draw() {
    const rows = this.messages.map(({ author, room }) => {
      const row = document.createElement('li');
      row.append(author, ' in ', Object.assign(document.createElement('b'), { textContent: room }));
      return row;
    });
    this.element.replaceChildren(...rows);
  }
}
