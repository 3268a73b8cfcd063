/** One stream per host, and everything that can go wrong in opening it. */
export { AgentError, ConnectionLost, HostError } from './errors';
export { createHosts, hostKey } from './hosts';
