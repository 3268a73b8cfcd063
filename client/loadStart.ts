/**
 * When the bundle began to run: imported before everything else, so that the activation time counts what loading costs.
 */
export const loadStart = performance.now();
