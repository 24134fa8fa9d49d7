import DOMPurify from 'dompurify';

export function showNotice(target, html) {
  target.innerHTML = DOMPurify.sanitize(html, { USE_PROFILES: { html: true } });
}
