import { createRoot } from 'react-dom/client';
import { takeKeyFromAddress } from './gateway/key';
import { App } from './shell/app';
import { applyTheme } from './theme/theme';
import './shell/page.css';

takeKeyFromAddress();
addEventListener('hashchange', takeKeyFromAddress);
applyTheme();

const root = document.getElementById('page');
if (root === null) throw new Error('The document has no place for the page.');
createRoot(root).render(<App />);
