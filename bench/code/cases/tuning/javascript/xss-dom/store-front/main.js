import { connect } from './socket.js';
import { Ticker } from './ticker.js';

const ticker = new Ticker(document.querySelector('#ticker'));
connect((message) => ticker.push(message));
