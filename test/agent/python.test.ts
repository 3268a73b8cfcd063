import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const root = path.resolve(__dirname, '../..');
const run = promisify(execFile);

it('the agent\'s own tests pass', async () => {
  const { stderr } = await run('python3', ['-m', 'unittest', 'discover', '-s', 'agent/tests', '-t', 'agent'], { cwd: root, maxBuffer: 1 << 24 });
  expect(stderr).toMatch(/Ran \d\d+ tests in .*\n\nOK\s*$/);
}, 180_000);

it('every module of the agent is Python 3.8 and imports the standard library only', async () => {
  const modules = readdirSync(path.join(root, 'agent')).filter((name) => name.endsWith('.py'));
  expect(modules).toContain('__main__.py');
  const check = `
import ast, json, sys
own = {name[:-3] for name in sys.argv[1:]}
allowed = {"numpy"}  # used when a stage's environment has it
foreign = []
for name in sys.argv[1:]:
    tree = ast.parse(open(name, encoding="utf-8").read(), name, feature_version=(3, 8))
    for node in ast.walk(tree):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module] if isinstance(node, ast.ImportFrom) else []
        for found in (n.split(".")[0] for n in names if n):
            if found not in own and found not in allowed and found not in sys.stdlib_module_names:
                foreign.append([name, found])
print(json.dumps(foreign))`;
  const { stdout } = await run('python3', ['-c', check, ...modules], { cwd: path.join(root, 'agent') });
  expect(JSON.parse(stdout)).toEqual([]);
});

it('every module is short', () => {
  const lengths = readdirSync(path.join(root, 'agent'))
    .filter((name) => name.endsWith('.py'))
    .map((name) => [name, readFileSync(path.join(root, 'agent', name), 'utf8').split('\n').length] as const);
  expect(lengths.filter(([, lines]) => lines > 350)).toEqual([]);
});
