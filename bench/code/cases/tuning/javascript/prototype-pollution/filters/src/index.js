import { parse } from './query.js';
import { showList } from './list.js';

showList(parse(window.location.search.slice(1)));
