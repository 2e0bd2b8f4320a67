import { render } from 'preact';
import { App } from './shell/App';
import { followLinks } from './shell/route';
import { applyTheme } from './shell/theme';
import './shell/style/base.css';
import './shell/style/frame.css';
import './shell/style/controls.css';
import './shell/style/table.css';
import './orchestrations/orchestrations.css';
import './charts/charts.css';
import './risk/risk.css';
import './packs/packs.css';

applyTheme();
document.addEventListener('click', followLinks);
render(<App />, document.getElementById('app')!);
