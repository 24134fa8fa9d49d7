import { escape } from './escape.js';

export const page = ({ title, returnTo }) => `<!doctype html>
<title>${escape(title)}</title>
<a href="${escape(returnTo)}">Back</a>
<script>const returnTo = "${returnTo}";</script>`;
