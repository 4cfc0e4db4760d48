import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import './theme/tokens.css';
import './theme/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.js';
import { startLanguage } from './i18n/index.js';
import { followTheme } from './theme/preference.js';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');

followTheme();
await startLanguage();
createRoot(root).render(<App />);
