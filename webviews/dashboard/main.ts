import { type FromDashboard, ToDashboard } from '../../protocol/webview/dashboard';
import { connect } from '../shared/host';
import { Dashboard } from './dashboard';
import './style.css';

const dashboard: Dashboard = new Dashboard(
  connect<typeof ToDashboard, FromDashboard>(
    ToDashboard,
    (message) => dashboard.receive(message),
    (problem) => dashboard.receive({ type: 'error', message: problem, hint: 'Reload the window; if it stays, report it with this text.' }),
  ),
);
dashboard.start(document.body);
