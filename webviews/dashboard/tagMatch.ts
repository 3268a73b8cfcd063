import type { DashboardStage } from '../../protocol/webview/dashboard';

export interface TagMatch {
  stage: string;
  tag: string;
}

/** Tags of all stages that hold every word of the query, in any order and case; stages in their order, tags sorted. */
export function matchTags(stages: Pick<DashboardStage, 'name' | 'tags'>[], query: string): TagMatch[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return stages.flatMap(({ name, tags }) =>
    tags.filter((tag) => words.every((word) => `${name} ${tag}`.toLowerCase().includes(word))).map((tag) => ({ stage: name, tag })),
  );
}
