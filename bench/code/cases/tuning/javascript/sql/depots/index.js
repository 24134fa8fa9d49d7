import { createServer } from 'node:http';
import { route } from './router.js';
import './depots.js';

createServer((req, res) => route(req, res)).listen(8080, '127.0.0.1');
