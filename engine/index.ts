/** The engine's front door: what client/ and cli/ load. */
export type * from './api';
export type * from './engine';
