import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The repository's own `.venv`, made by set-up. @throws Error saying how to make it */
export function productVenv(): string {
  const venv = path.resolve(__dirname, '../../.venv');
  const lib = path.join(venv, 'lib');
  const binary = (python: string) => path.join(lib, python, 'site-packages/tensorboard_data_server/bin/server');
  if (!existsSync(lib) || !readdirSync(lib).some((python) => existsSync(binary(python)))) {
    throw new Error(`${venv} holds no TensorBoard data server; set-up makes it: npm test, or npm run demo -- --headless`);
  }
  return venv;
}
