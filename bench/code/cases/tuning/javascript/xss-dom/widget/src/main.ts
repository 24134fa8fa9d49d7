import { readOptions } from './options';
import { Widget } from './widget';

const options = readOptions();
new Widget(document.querySelector('#widget')!).mount(options);
