import { escape } from './escape.js';

export const page = ({ title }) => `<!doctype html>
<title>${escape(title)}</title>
<h1>${escape(title)}</h1>`;
