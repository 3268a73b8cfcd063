export interface ShortWorkspace {
  folder: string;
  file(name: string): string;
  dispose(): void;
}
export function shortWorkspace(options?: { name?: string; sftSteps?: number; rlSteps?: number; phaseEnd?: number }): ShortWorkspace;
