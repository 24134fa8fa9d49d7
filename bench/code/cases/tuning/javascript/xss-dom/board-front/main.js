import { connect } from './socket.js';
import { Board } from './board.js';

const board = new Board(document.querySelector('#board'));
connect((message) => board.push(message));
