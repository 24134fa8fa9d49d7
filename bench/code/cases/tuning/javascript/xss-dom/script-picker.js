import { html, render } from 'lit';

const { plugin } = Object.fromEntries(new URL(location).searchParams);
const tag = document.createElement('script');
tag.src = plugin === 'charts' ? '/plugins/charts.js' : '/plugins/tables.js';
document.head.append(tag);

render(html`<p title=${plugin}>${decodeURIComponent(location.hash.slice(1))}</p>`, document.body);
