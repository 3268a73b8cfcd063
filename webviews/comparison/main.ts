import { type FromComparison, ToComparison } from '../../protocol/webview/comparison';
import { connect } from '../shared/host';
import { ComparisonPage } from './page';
import './style.css';

const page: ComparisonPage = new ComparisonPage(
  connect<typeof ToComparison, FromComparison>(
    ToComparison,
    (message) => page.receive(message),
    (problem) => page.fail(problem, 'Reload the window; if it stays, report it with this text.'),
  ),
);
page.start(document.body);
