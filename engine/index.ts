/** The engine's front door: what client/ and cli/ load. */
export type * from './api';
export type * from './engine';
export { AgentError, ConnectionLost, HostError } from './agent';
export { createEngine } from './workspace/createEngine';
export { summarize } from './summary';
export { trainingConfigAt } from './trainingConfig';

import { useShippedCatalogues } from './catalogues';

useShippedCatalogues();
