import { showNotice } from './notice.js';

const target = document.querySelector('#notice');
const preview = new URL(window.location.href).searchParams.get('preview');

if (preview !== null) {
  showNotice(target, preview);
} else {
  const answer = await fetch('/api/notice');
  showNotice(target, await answer.text());
}
