import { readOptions } from './options';
import { Counter } from './counter';

const options = readOptions();
new Counter(document.querySelector('#counter')!).mount(options);
