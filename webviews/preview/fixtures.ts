/** Every state of every page, with curves and tables as a real run makes them. Bundled into the preview page. */
import { comparisonScenes } from './comparisonScenes';
import { dashboardScenes } from './dashboardScenes';
import { launchpadScenes } from './launchpadScenes';
import type { Scene } from './scene';

export const scenes: Record<string, Scene> = Object.fromEntries(
  [dashboardScenes, launchpadScenes, comparisonScenes].flatMap((all) => Object.entries(all).map(([name, scene]) => [`${scene.page}-${name}`, scene])),
);
