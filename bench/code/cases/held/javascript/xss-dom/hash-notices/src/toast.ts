import { Bus } from './bus';

const bus = new Bus();
const host = document.createElement('div');
document.body.append(host);

bus.subscribe(({ title, body }) => {
  const toast = document.createElement('div');
  toast.className = 'toast';
  toast.innerHTML = `<strong>${title}</strong><p>${body}</p>`; // weak: CWE-79
  host.append(toast);
});
bus.start();
