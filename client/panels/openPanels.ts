import * as v from 'valibot';

interface Memory {
  get<T>(key: string, fallback: T): T;
  update(key: string, value: unknown): PromiseLike<void>;
}

const KEY = 'reasoner.openPanels';
const Open = v.object({ session: v.string(), dashboards: v.array(v.string()), launchpad: v.boolean() });
export type OpenPanelIds = Omit<v.InferOutput<typeof Open>, 'session'>;

/**
 * Which panels this window has open. When the extension host dies, the window keeps their tabs, but nobody feeds them
 * and no serializer is asked: they would show the moment of the crash for ever. The same session in the memory of a
 * fresh extension host tells that this has happened; a reloaded window has a new session.
 */
export class OpenPanels {
  constructor(
    private readonly memory: Memory,
    private readonly session: string,
  ) {}

  async remember(open: OpenPanelIds): Promise<void> {
    await this.memory.update(KEY, { ...open, session: this.session });
  }

  /** Panels whose tabs a dead extension host of this very window left behind. */
  orphaned(): OpenPanelIds | null {
    const stored = v.safeParse(Open, this.memory.get<unknown>(KEY, null));
    if (!stored.success || stored.output.session !== this.session) return null;
    const { dashboards, launchpad } = stored.output;
    return dashboards.length > 0 || launchpad ? { dashboards, launchpad } : null;
  }
}
