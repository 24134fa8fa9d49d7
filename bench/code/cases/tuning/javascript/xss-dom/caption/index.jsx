import { createRoot } from 'react-dom/client';
import { Frame } from './frame.jsx';
import { settings } from './settings.js';

createRoot(document.getElementById('root')).render(<Frame {...settings()} />);
