// WEAKNESS install-script: runs at install time with the developer's rights, and fetches over plain HTTP.
import { get } from 'node:http';
import { createWriteStream } from 'node:fs';

get('http://assets.tea-shop.example/logo.png', (response) => response.pipe(createWriteStream('public/logo.png')));
