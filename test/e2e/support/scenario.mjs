// One end-to-end test: a short copy of examples/tiny, VS Code with the installed extension, and a picture when it fails.
import test from 'node:test';
import { shortWorkspace } from '../../support/shortWorkspace.mjs';
import { openWorkbench } from './workbench.mjs';

/**
 * @param {string} title what a person sees or gets
 * @param {(editor: Awaited<ReturnType<typeof openWorkbench>>, workspace: ReturnType<typeof shortWorkspace>) => Promise<void>} body
 * @param {{ settings?: Record<string, unknown>, context?: object, workspace?: object, timeout?: number,
 *   prepare?: (workspace: ReturnType<typeof shortWorkspace>) => void }} options
 * prepare: changes files before the folder is opened; workspace: steps of the short training
 */
export function scenario(title, body, { settings, context, workspace: sizes, timeout = 180_000, prepare } = {}) {
  test(title, { timeout }, async (t) => {
    const workspace = shortWorkspace(sizes);
    t.after(workspace.dispose);
    prepare?.(workspace);
    const editor = await openWorkbench({ folder: workspace.folder, settings, context });
    t.after(editor.close);
    try {
      await body(editor, workspace);
    } catch (error) {
      await editor.screenshot(`failed-${title.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 60)}`).catch(() => {});
      throw error;
    }
  });
}
