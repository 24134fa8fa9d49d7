import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app.tsx';

createRoot(document.getElementById('page')!).render(
  <BrowserRouter>
    <App />
  </BrowserRouter>,
);
