import manifest from '../package.json';

/** Of the command line and of everything it ships. */
export const VERSION: string = manifest.version;
