import { render } from 'preact';
import { App } from './shell/App';
import { followLinks } from './shell/route';
import { applyTheme } from './shell/theme';
import './shell/style.css';

applyTheme();
document.addEventListener('click', followLinks);
render(<App />, document.getElementById('app')!);
