import { html, render } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';

const { plugin } = Object.fromEntries(new URL(location).searchParams);
const tag = document.createElement('script');
tag.src = plugin; // weak: CWE-79|CWE-829
document.head.append(tag);

render(html`<p>${unsafeHTML(location.hash.slice(1))}</p>`, document.body); // weak: CWE-79
