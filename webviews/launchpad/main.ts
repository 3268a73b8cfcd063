import { type FromLaunchpad, ToLaunchpad } from '../../protocol/webview/launchpad';
import { connect } from '../shared/host';
import { Launchpad } from './launchpad';
import './style.css';

const launchpad: Launchpad = new Launchpad(
  connect<typeof ToLaunchpad, FromLaunchpad>(
    ToLaunchpad,
    (message) => launchpad.receive(message),
    (problem) => launchpad.fail(problem),
  ),
);
launchpad.start(document.body);
